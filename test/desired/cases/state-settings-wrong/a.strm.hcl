variable "where" {
  default = "elsewhere"
}

strmctl {
  required_version = 1
  state "local" {
    pth  = "x"
    path = "${var.where}/state.json"
  }
}
