a = 1
b {
  c = "x" # note
  d = <<EOT
line 1
  line 2
EOT
  e = [
    1,
    2,
  ]
  f = {
    g = 1
    h = 2
  }
}
i = <<-EOT
    a
      b
    EOT
