stream "demo" {
  count = -1
}

stream "other" {
  count = "two"
}
