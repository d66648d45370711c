# A Kafka topic into a bucket, every ten seconds. `npm run services` in a clone prints values of these two variables for a
# broker and a store on this machine; the keys are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.

variable "kafka" {
  type    = string
  default = "localhost:9092"
}

variable "s3" {
  type    = string
  default = "http://localhost:9000"
}

stream "clicks" {
  kafka {
    bootstrap_servers = [var.kafka]
    topic             = "clicks"

    # Without this block the topic must exist.
    create_topic {
      partitions = 3
    }
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "demo"
    endpoint    = var.s3
  }
}

batch_exporter "lake-clicks" {
  stream                  = stream.clicks
  data_connector          = data_connector.lake
  interval                = "10s"
  path_prefix             = "clicks"
  compression             = "gzip"
  include_existing_events = true
}
