stream "demo" {
  directory {
    path       = "x"
    partitions = 1.5
  }
}
