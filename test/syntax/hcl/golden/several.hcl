# A configuration in which much went wrong.
stream "orders" {
  directory {
    path       = 'data/orders'
    partitions = 4,
  }
}

data_connector archive.out {
  local_directory { path = "out", mode = "x" }
}

batch_exporter "orders" {
  stream          stream.orders
  data_connector  = data_connector.
  interval        = 60s
  path_prefix     = "events/${var.region"
  tags = {
    team: "a"
    cost => 1
    size = 1 +
  }
  depends_on = [stream.orders data_connector.archive]
  name = "orders
}

output "uid" { value = batch_exporter.orders[0 }
