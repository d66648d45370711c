stream {}

stream "a" "b" {}

locals "x" {}
