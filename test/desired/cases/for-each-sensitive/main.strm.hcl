variable "regions" {
  type      = set(string)
  default   = ["hunter2"]
  sensitive = true
}

stream "demo" {
  for_each = var.regions
}
