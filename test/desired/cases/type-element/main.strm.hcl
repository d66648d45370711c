stream "demo" {
  kafka {
    bootstrap_servers = ["localhost:9092", ["other:9092"], null]
    topic             = "demo"
  }
}
