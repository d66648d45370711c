stream "demo" {
  name = "a"

  directory {
    path = "x"
  }

  name = "b"
}
