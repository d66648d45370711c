a = [<<EOT
text
EOT,
  "b",
]
c = 1
