stream "demo" {
  for_each = ["eu", "us"]

  directory {
    path       = "streams/${each.key}"
    partitions = each.value
    colour     = "blue"
  }
}
