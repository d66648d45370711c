stream "demo" {
  for_each = {}

  directory {
    path  = "streams/${each.key}"
    label = each.value.size
  }
}
