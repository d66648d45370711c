stream "demo" {
  for_each = 3
}
