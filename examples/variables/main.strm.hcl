# Variables with types, defaults and a rule; values come from strmctl.vars.hcl, and others win over them:
#
#   strmctl plan --var environment=production

strmctl {
  required_version = ">= 0.1"
}

variable "environment" {
  description = "Which installation this is."
  type        = string
  default     = "staging"

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is staging or production, not ${var.environment}."
  }
}

variable "partitions" {
  description = "Number of partitions of the stream."
  type        = number
}

variable "sinks" {
  description = "Directories to write to, by name."
  type = map(object({
    path     = string
    interval = optional(string, "60s")
  }))
}

locals {
  production = var.environment == "production"
  prefix     = lower("${var.environment}-events")
}

stream "events" {
  name = "events-${var.environment}"

  directory {
    path       = "streams/${var.environment}"
    partitions = local.production ? var.partitions * 4 : var.partitions
  }
}

data_connector "sink" {
  for_each = var.sinks

  local_directory {
    path = each.value.path
  }
}

batch_exporter "events" {
  for_each = var.sinks

  stream            = stream.events
  data_connector    = data_connector.sink[each.key]
  interval          = each.value.interval
  path_prefix       = "${local.prefix}/${each.key}"
  on_invalid_record = local.production ? "fail" : "skip"
}
