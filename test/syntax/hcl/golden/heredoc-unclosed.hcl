a = 1
b = <<EOT
text ${c
d = 2
