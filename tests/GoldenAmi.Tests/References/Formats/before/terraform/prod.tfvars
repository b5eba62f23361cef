# Images of production; moved by pull requests of golden-ami/web
instance_type = "m7i.large"
web_ami_ids = {
  "us-east-1" = "ami-0aaaaaaaaaaaaaaa1"
  "eu-west-1" = "ami-0aaaaaaaaaaaaaaa2" # Ireland
}

web_ami_version = "1.3.12" # golden-ami: web us-east-1 version
pinned_ami      = "ami-0aaaaaaaaaaaaaaa1" # golden-ami: ignore
terraform_required = ">= 1.9.0"
