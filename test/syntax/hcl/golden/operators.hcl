a = b and c
d = e or f
g = not h
i = j & k
l = m | n
o = p === q
r = s !== t
u = v <> w
x = y ** 2
z = a ?? b
c = d++
e = f ^ g
h = ~i
j = a => b
