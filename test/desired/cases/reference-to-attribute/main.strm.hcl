stream "demo" {}

data_connector "out" {
  local_directory { path = "out/${stream.demo.nmae}" }
}
