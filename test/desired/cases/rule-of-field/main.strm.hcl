stream "demo" {
  kafka {
    bootstrap_servers = ["localhost"]
    topic             = "a b"
  }
}
