stream "demo" {
  kafka {
    bootstrap_servers = ["localhost:9092"]
    topic             = "demo"

    create_topic {
      config = {
        "retention.ms" = 1000
        "cleanup"      = ["compact"]
      }
    }
  }
}
