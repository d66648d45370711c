# One block, several resources: a stream and an exporter for each region, and one more exporter that keeps a copy of all.

locals {
  regions = {
    eu = { partitions = 4, interval = "5m" }
    us = { partitions = 8, interval = "1m" }
  }
}

stream "clicks" {
  for_each = local.regions

  directory {
    path       = "streams/clicks-${each.key}"
    partitions = each.value.partitions
  }
}

data_connector "lake" {
  local_directory {
    path = "lake"
  }

  # A plan that would delete it is refused.
  lifecycle {
    prevent_destroy = true
  }
}

data_connector "archive" {
  local_directory {
    path = "archive"
  }
}

# Every instance reads the stream of its own region.
batch_exporter "clicks" {
  for_each = stream.clicks

  stream         = each.value
  data_connector = data_connector.lake
  interval       = local.regions[each.key].interval
  path_prefix    = "clicks/${each.key}"
}

batch_exporter "archive" {
  for_each = stream.clicks

  stream                  = each.value
  data_connector          = data_connector.archive
  interval                = "24h"
  path_prefix             = join("/", ["archive", each.value.name])
  include_existing_events = true
  max_object_bytes        = "256MiB"
}
