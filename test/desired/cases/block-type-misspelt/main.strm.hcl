streem "demo" {}

exporter "x" {}

moved {
  from = stream.a
}
