stream "demo" {
  name = "my stream"
}
