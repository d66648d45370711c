# One stream of events, one place to write to, one exporter between them.
# No server and no account: the stream is a directory of JSON Lines files.

stream "demo" {
  directory {
    path       = "streams/demo"
    partitions = 3
  }
}

data_connector "lake" {
  local_directory {
    path = "lake"
  }
}

batch_exporter "lake-demo" {
  stream         = stream.demo
  data_connector = data_connector.lake
  interval       = "60s"
  path_prefix    = "events"

  include_existing_events = true
}
