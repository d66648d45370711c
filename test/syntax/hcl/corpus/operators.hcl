or = a || b || c
and = a && b || c && d
equality = a == b != c
comparison = a < b
comparison_chain = a <= b == c > d
sum = a + b - c
product = a * b / c % d
precedence = a || b && c == d < e + f * -g
unary = !a && !b.c || -d < -e.f[0]
spaced = a   +   b
tight = a+b*c
dash_in_name = a-b
minus = a - b
parentheses = (a + b) * c
nested_parentheses = ((a))
parentheses_lines = (
  a
  +
  b
)
conditional = a ? b : c
conditional_nested = a ? b : c ? d : e
conditional_in_then = a ? b ? c : d : e
conditional_lines = (
  a
  ? b
  : c
)
conditional_literals = a == "x" ? "yes" : "no"
in_list = [a + b, c ? d : e, !f]
in_index = a[b + c][d ? 1 : 2]
