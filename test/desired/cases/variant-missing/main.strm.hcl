data_connector "out" {}
