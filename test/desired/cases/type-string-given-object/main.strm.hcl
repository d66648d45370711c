stream "demo" {
  name = { a = 1 }
}
