stream "demo" {
  for_each = ["eu", "us", "eu"]
}
