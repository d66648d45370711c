stream "demo" {
  kafka {
    bootstrap_servers = ["localhost:9092"]
  }
}
