terraform {
  required_version = ">= 1.9.0"
}

locals {
  images = {
    us-east-1 = { id = "ami-0bbbbbbbbbbbbbbb1", owner = "111122223333" }
    eu-west-1 = { id = "ami-0bbbbbbbbbbbbbbb2", owner = "111122223333" }
  }

  # golden-ami: web us-east-1 name
  name = "web 1.4.0 2026-11-22T12-00-00.000Z"
}

data "aws_ssm_parameter" "web" {
  name = "/golden/web/1.4.0" # golden-ami: web us-east-1 ssm
}

resource "aws_instance" "web" {
  ami           = local.images[var.region].id
  instance_type = "t3.micro"
  user_data     = <<-EOT
    #!/bin/sh
    echo "built from ami-0bbbbbbbbbbbbbbb1" >/etc/motd
  EOT
}
