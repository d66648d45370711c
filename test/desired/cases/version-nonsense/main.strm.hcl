strmctl {
  required_version = "latest"

  state "s33" {
    bucket = "b"
  }
}
