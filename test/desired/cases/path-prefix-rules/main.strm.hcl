stream "demo" {}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream = stream.demo
  path_prefix = "/events//daily/"
}
