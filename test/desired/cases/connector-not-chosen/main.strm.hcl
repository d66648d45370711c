stream "demo" {}

data_connector "a" {
  local_directory { path = "a" }
}

data_connector "b" {
  local_directory { path = "b" }
}

batch_exporter "events" {
  stream = stream.demo
}
