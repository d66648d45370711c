stream "my stream" {}

variable "1st" {}
