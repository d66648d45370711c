strmctl {
  state "local" {
    path = ["a", "b"]
  }
}
