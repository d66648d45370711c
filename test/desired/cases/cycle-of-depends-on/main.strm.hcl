stream "a" {
  depends_on = [stream.b]
}

stream "b" {
  depends_on = [stream.a]
}
