a = "${b"
c = "${}"
d = "${b c} ${e +} ${f}"
g = "x ${b + } y" 
h = "${b} ${c"
i = "${"d}"
j = "${
  k
  l
}"
m = "${n
o = 1
p = <<EOT
${q
${r s} ${t +}
${u}
EOT
v = 1
