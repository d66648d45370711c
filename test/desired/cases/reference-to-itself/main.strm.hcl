stream "demo" {
  name = "${stream.demo.name}-copy"
}
