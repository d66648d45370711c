a = "%{ if b }c"
d = "%{ endif }"
e = "%{ else }"
f = "%{ if b }%{ else }%{ else }%{ endif }"
g = "%{ if b }%{ endfor }"
h = "%{ for x in y }%{ endif }%{ endfor }"
i = "%{ els }"
j = "%{ }"
k = "%{ if }%{ endif }"
l = "%{ for x y }%{ endfor }"
m = "%{ if a b }%{ endif }"
n = "%{ endif a }"
o = <<EOT
%{ if b }
%{ for x in y }
EOT
p = "100%{"
q = 1
