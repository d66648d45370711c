stream "${var.name}" {
  x = 1
}
stream "a-${b}-c" "d" {}
stream "$${fine}" {}
stream "%{ if a }b%{ endif }" {}
