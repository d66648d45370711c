stream "demo" {}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream = stream.demo
  interval = "60"
}
