variable "count" {
  type = number
}

variable "names" {
  type = list(string)
}

variable "token" {
  type      = number
  sensitive = true
}
