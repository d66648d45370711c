stream "demo" {
  count    = 2
  for_each = ["a"]
}
