stream "demo" {
  colour = "blue"
}
