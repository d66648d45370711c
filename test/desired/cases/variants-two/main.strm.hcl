stream "demo" {
  directory {
    path = "x"
  }
  kafka {
    bootstrap_servers = ["localhost:9092"]
    topic             = "demo"
  }
}
