none = f()
one = f(1)
several = f(1, "two", [3], { four = 4 }, a.b)
trailing = f(1, 2,)
expanded = f(a...)
expanded_last = f(1, a...)
expanded_lines = f(
  1,
  a...
)
nested = f(g(h(1)), i(2)...)
spaced = f ( 1 )
lines = f(
  1,
  2
)
blank = f(

)
in_template = "${f("${g("x")}")}"
keyword_names = true(1)
