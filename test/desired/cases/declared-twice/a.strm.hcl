stream "demo" {}
