stream "demo" {
  directory = {
    path = "x"
  }
}
