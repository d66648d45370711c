stream "demo" {
  directory {
    path       = "x"
    partitions = 0
  }
}
