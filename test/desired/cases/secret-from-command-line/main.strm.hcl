variable "tokens" {
  type      = list(string)
  sensitive = true
}

variable "other" {
  type      = list(string)
  sensitive = true
}
