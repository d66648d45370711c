stream "demo" {
  for_each = ["eu", "us"]
}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream      = stream.demo
  path_prefix = "a"
}

batch_exporter "others" {
  stream      = "demo"
  path_prefix = "b"
}
