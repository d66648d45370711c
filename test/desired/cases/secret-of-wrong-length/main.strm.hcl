locals {
  password = ""
}

variable "interval" {
  default   = "hunter2"
  sensitive = true
}

stream "demo" {
  kafka {
    bootstrap_servers = ["localhost:9092"]
    topic             = "demo"

    sasl {
      mechanism = "PLAIN"
      password  = local.password
    }
  }
}
data_connector "out" {
  local_directory { path = "out" }
}

batch_exporter "events" {
  stream = stream.demo
  interval = var.interval
}
