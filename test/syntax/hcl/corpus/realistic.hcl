variable "environment" {
  type        = string
  default     = "dev"
  description = <<-EOT
    The environment.
    One of "dev" and "prod".
  EOT

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "Must be dev or prod, not ${var.environment}."
  }
}

locals {
  prefix = "${var.environment}/events"
  teams  = { for team in var.teams : lower(team.name) => team if team.active }
}

stream "orders" {
  directory {
    path       = "${path.root}/data/orders"
    partitions = 4
  }
}

data_connector "archive" {
  local_directory { path = "out" }
}

batch_exporter "orders" {
  for_each = local.teams

  stream         = stream.orders
  data_connector = data_connector.archive
  name           = "orders-${each.key}"
  interval       = var.environment == "prod" ? "60s" : "5s"
  path_prefix    = join("/", [local.prefix, each.value.name, "%Y"])

  max_object_bytes        = 64 * 1024 * 1024
  include_existing_events = true
  on_invalid_record       = "skip"

  depends_on = [stream.orders, data_connector.archive]

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

output "names" {
  value = [for exporter in batch_exporter.orders : exporter.name]
}
output "uids" { value = batch_exporter.orders[*].uid }
