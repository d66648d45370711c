variable "bucket" {
  type = string
}

stream "demo" {
  name = var.bucket
}
