a { b = 1, c = 2 }
d { e = 1; f = 2; g = 3 }
h { i {} }
j { k = 1 l = 2 }
m { n = 1
}
o { p = 1
  q = 2
}
r { s = 1, }
t { 1 }
u { v = [1 }
w = 1
