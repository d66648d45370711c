stream "demo" {
  kafak {
    topic = "demo"
  }
}
