stream "demo" {
  directory "main" {
    path = "x"
  }
}
