a = b ? c
d = b ? c :
e = b ? : d
f = b ?
g = b ? c d
h = (b ? c)
i = b : c
j = 1
