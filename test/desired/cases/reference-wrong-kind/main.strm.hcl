stream "demo" {}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream         = data_connector.out
  data_connector = 5
}
