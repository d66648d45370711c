stream "demo" {
  kafka {
    bootstrap_servers = []
    topic             = ""
  }
}
