stream "a", "b" {
  x = 1
}
stream "c" = {
  x = 2
}
stream "d"
{
  x = 3
}
stream "e"
  x = 4
}
stream f.g {
  x = 5
}
stream 'h' {
  x = 6
}
stream "i {
  x = 7
}
stream "j" 8 {
  x = 8
}
stream "k" "l"
stream: {
  x = 9
}
{
  x = 10
}
y = 11
