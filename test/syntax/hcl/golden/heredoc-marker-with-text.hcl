a = <<EOT
text
EOT # not a comment
b = 1
