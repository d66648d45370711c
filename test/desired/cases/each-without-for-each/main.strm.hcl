stream "demo" {
  directory {
    path = "streams/${each.key}/${count.index}"
  }
}
