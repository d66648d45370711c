variable "region" {
  type = string

  validation {
    condition     = contains(["eu", "us"], var.region)
    error_message = "The region is eu or us, not ${var.region}."
  }
}

variable "token" {
  sensitive = true
  default   = "hunter2"

  validation {
    condition     = length(var.token) > 10
    error_message = "The token ${var.token} is too short."
  }
}

variable "other" {
  default = 1

  validation {
    condition = "maybe"
  }
}
