variable "a" {
  type = boolean
}

variable "b" {
  type = list
}

variable "c" {
  type = "string"
}

variable "d" {
  type    = lst(string)
  nulable = false
}
