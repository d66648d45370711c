stream "demo" {}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream = stream.demo
  max_object_bytes = -1
}
