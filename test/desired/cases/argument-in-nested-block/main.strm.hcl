stream "demo" {
  directory {
    pth        = "streams/demo"
    partitions = 2
  }
}
