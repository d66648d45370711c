a = << EOT
text
EOT
b = <<"EOT"
text
EOT
c = <<- 'EOT'
  text
  EOT
d = <<EOT   
text
EOT
e = <<
f = <<123
g = "fine"
