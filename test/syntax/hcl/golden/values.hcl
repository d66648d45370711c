a =
b = # nothing
c = 1
block {
  d =
}
one { e = }
f =
