stream "a" {
  directory {
    path = "x"
  }

# about b
stream "b" {
  directory {
    path = "y"
  }
}

data_connector "c" {
}
