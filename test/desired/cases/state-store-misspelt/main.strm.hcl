strmctl {
  stat "local" {}
  state "locla" {
    path = "state.json"
  }
}
