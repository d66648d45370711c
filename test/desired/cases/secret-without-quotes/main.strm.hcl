stream "demo" {
  kafka {
    bootstrap_servers = ["localhost:9092"]
    topic             = "demo"

    sasl {
      mechanism = "PLAIN"
      password  = hunter2
    }
  }
}
