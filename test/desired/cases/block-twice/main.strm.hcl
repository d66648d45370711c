stream "demo" {
  directory {
    path = "a"
  }
  directory {
    path = "b"
  }
}
