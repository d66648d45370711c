a = 1 b = 2
c = 1, d = 2
e = 1;
f = 1,
g {} h {}
i { j = 1 } k = 2
l {
  m = 1 }
n = 1 "o"
p = 1 2
q = r s
t {
  u = 1
} v = 2
