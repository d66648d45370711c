stream "demo" {
  lifecycle {
    prevent_destroy = "sometimes"
    ignore_changes  = []
  }
}
