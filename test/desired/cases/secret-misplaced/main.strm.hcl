stream "events" {
  kafka {
    bootstrap_servers = ["127.0.0.1:9092"]
    topic             = "events"
    client_secret     = "canary"

    sasl {
      mechanism = "PLAIN"
      username  = "me"
      password  = "canary"
      password  = "canary"
    }
  }
}

stream "orders" {
  kafka {
    bootstrap_servers = ["127.0.0.1:9092"]
    topic             = "orders"
    sasll { password = "canary" }
  }
}

stream "others" {
  kafka {
    bootstrap_servers = ["127.0.0.1:9092"]
    topic             = "others"
    sasl              = { mechanism = "PLAIN", pasword = "canary", password = "canary" }

    oauth {
      x_token "canary" {}
    }
  }
}
