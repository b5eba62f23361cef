packer {
  required_plugins {
    amazon = {
      version = ">= 1.3.2"
      source  = "github.com/hashicorp/amazon"
    }
  }
}

source "amazon-ebs" "child" {
  region     = "eu-west-1"
  source_ami = "ami-0bbbbbbbbbbbbbbb2"
  tags = {
    parent = "ami-0bbbbbbbbbbbbbbb2"
    us     = "ami-0bbbbbbbbbbbbbbb1" // golden-ami: web us-east-1
  }
}
