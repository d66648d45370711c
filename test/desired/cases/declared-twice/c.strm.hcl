variable "x" {}

locals {
  y = 1
  y = 2
}
