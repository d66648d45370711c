stream "demo" {}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream         = stream.dmeo
  data_connector = "ouut"
}
