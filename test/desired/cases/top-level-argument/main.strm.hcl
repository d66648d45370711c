interval = "60s"

stream "demo" {}
