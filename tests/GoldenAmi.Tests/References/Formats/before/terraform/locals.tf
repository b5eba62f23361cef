terraform {
  required_version = ">= 1.9.0"
}

locals {
  images = {
    us-east-1 = { id = "ami-0aaaaaaaaaaaaaaa1", owner = "111122223333" }
    eu-west-1 = { id = "ami-0aaaaaaaaaaaaaaa2", owner = "111122223333" }
  }

  # golden-ami: web us-east-1 name
  name = "web 1.3.12 2026-10-01T06-30-00.123Z"
}

data "aws_ssm_parameter" "web" {
  name = "/golden/web/1.3.12" # golden-ami: web us-east-1 ssm
}

resource "aws_instance" "web" {
  ami           = local.images[var.region].id
  instance_type = "t3.micro"
  user_data     = <<-EOT
    #!/bin/sh
    echo "built from ami-0aaaaaaaaaaaaaaa1" >/etc/motd
  EOT
}
