stream "demo" {
  kafka {
    bootstrap_servers = ["localhost:9092"]
    topic             = "demo"

    sasl {
      mechanism = "PLAIN"
      username  = "me"
      password  = ["hunter2"]
    }
  }
}
