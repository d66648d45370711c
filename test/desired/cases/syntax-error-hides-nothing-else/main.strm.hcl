stream "demo" {
  name = "a" "b"
}

stream "other" {
  directory {
    path       = "x"
    partitions = 0
  }
}

batch_exporter "events" {
  stream   = stream.dem
  interval = "60"
}
