"a" = 1
"b-c": 2
"${d}" = 3
e.f = [
  1,
]
g[0] = 4
some name = 5
1h = 6
= 7
-i = 8
"type" "label" {
  j = 1
}
(k) = 9
l = 10
