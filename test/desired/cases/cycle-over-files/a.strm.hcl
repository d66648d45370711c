stream "a" {
  name = data_connector.b.name
}
