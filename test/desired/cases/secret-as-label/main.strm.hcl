variable "token" {
  sensitive = true
  default   = "hunter2"
}

data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream     = var.token
  depends_on = [var.token]
}
