# Brokers that want TLS and a password. The password is read from a file or a variable of the environment when a connection
# is made, so that a changed one is used without a restart, and it is in no state and no plan.

stream "clicks" {
  kafka {
    bootstrap_servers = ["kafka-1.example.com:9093", "kafka-2.example.com:9093"]
    topic             = "clicks"

    tls {
      ca_file = "ca.pem"
    }

    sasl {
      mechanism    = "SCRAM-SHA-512"
      username     = "strmctl"
      password_env = "KAFKA_PASSWORD"
    }
  }
}

# The certificate of the client instead of a password.
stream "orders" {
  kafka {
    bootstrap_servers = ["kafka-1.example.com:9094"]
    topic             = "orders"

    tls {
      ca_file   = "ca.pem"
      cert_file = "client.pem"
      key_file  = "client.key"
    }
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "example-lake"
    region      = "eu-west-1"
  }
}

batch_exporter "lake-clicks" {
  stream             = stream.clicks
  data_connector     = data_connector.lake
  path_prefix        = "clicks"
  on_invalid_record  = "dead_letter"
  dead_letter_prefix = "not-clicks"
}

batch_exporter "lake-orders" {
  stream         = stream.orders
  data_connector = data_connector.lake
  path_prefix    = "orders"
}
