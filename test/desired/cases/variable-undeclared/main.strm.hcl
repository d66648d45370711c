stream "demo" {
  name = var.nmae
}

variable "name" {
  default = "demo"
}
