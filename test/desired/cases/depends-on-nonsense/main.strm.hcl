stream "a" {
  depends_on = ["b"]
}

stream "b" {
  depends_on = stream.a
}

stream "c" {
  depends_on = [stream.a, 5, "stream.x"]
}
