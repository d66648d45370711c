stream "a" {
  directory {
    path = "x" # why
}

stream "b" {
  directory {
    path = "y"
  }
}
