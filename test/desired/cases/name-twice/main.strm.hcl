stream "a" {
  name = "events"
}

stream "events" {}
