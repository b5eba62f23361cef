# Images of production; moved by pull requests of golden-ami/web
instance_type = "m7i.large"
web_ami_ids = {
  "us-east-1" = "ami-0bbbbbbbbbbbbbbb1"
  "eu-west-1" = "ami-0bbbbbbbbbbbbbbb2" # Ireland
}

web_ami_version = "1.4.0" # golden-ami: web us-east-1 version
pinned_ami      = "ami-0aaaaaaaaaaaaaaa1" # golden-ami: ignore
terraform_required = ">= 1.9.0"
