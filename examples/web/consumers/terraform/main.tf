# A consumer of the image: Golden AMI moves these ids. The comments adopt the two places; after that the ids are known by their lineage.
variable "region" {
  type    = string
  default = "us-east-1"
}

locals {
  web_ami = {
    "us-east-1" = "ami-0a1b2c3d4e5f60001" # golden-ami: web us-east-1
    "eu-west-1" = "ami-0a1b2c3d4e5f60002" # golden-ami: web eu-west-1
  }
}

resource "aws_launch_template" "web" {
  name_prefix   = "web-"
  image_id      = local.web_ami[var.region]
  instance_type = "m7i.large"

  metadata_options {
    http_tokens = "required"
  }
}
