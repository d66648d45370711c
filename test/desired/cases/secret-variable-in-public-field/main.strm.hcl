variable "name" {
  default   = "hunter2"
  sensitive = true
}

stream "demo" {
  name = "x-${var.name}"
}
