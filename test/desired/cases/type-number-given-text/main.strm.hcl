stream "demo" {
  directory {
    path       = "x"
    partitions = "many"
  }
}
