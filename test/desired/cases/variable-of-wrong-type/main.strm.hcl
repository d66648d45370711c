variable "partitions" {
  type = number
}

variable "servers" {
  type    = list(string)
  default = [["a"]]
}

variable "limits" {
  type = object({ size = number, unit = optional(string, "MB") })
}
