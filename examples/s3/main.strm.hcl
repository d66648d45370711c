# Two buckets: one of AWS, with the credentials that the machine has anyway, and one of another store that speaks S3.

variable "bucket" {
  type    = string
  default = "example-lake"
}

stream "clicks" {}

data_connector "lake" {
  s3_bucket {
    bucket_name = var.bucket
    region      = "eu-west-1"
  }
}

# The file is read again while exporters run: a new key in it is used at once.
data_connector "backup" {
  s3_bucket {
    bucket_name      = "clicks-backup"
    endpoint         = "https://minio.example.com:9000"
    credentials_file = "minio-credentials.json"
  }
}

batch_exporter "lake-clicks" {
  stream         = stream.clicks
  data_connector = data_connector.lake
  path_prefix    = "clicks"
}

batch_exporter "backup-clicks" {
  stream                  = stream.clicks
  data_connector          = data_connector.backup
  interval                = "15m"
  path_prefix             = "clicks"
  include_existing_events = true
}
