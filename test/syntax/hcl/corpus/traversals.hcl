attribute = a.b.c
keyword_attribute = a.for.if.null
spaced = a . b . c
index = a[0]
string_index = a["b"]
template_index = a["b-${c}"]
expression_index = a[b.c + 1]
chain = a.b[0].c["d"].e
legacy = a.0
legacy_chain = a.0.b.1.c
attribute_splat = a.*.b.c
attribute_splat_index = a.*.b[0]
attribute_splat_legacy = a.*.0
attribute_splat_alone = a.*
full_splat = a[*].b.c
full_splat_index = a[*].b[0].c
full_splat_alone = a[*]
full_splat_nested = a[*].b[*].c
full_splat_spaced = a[ * ].b
of_call = f(x).y[0]
of_parentheses = (a).b
of_tuple = [1, 2][0]
of_object = { a = 1 }.a
of_string = "abc".length
over_lines = (
  a
  .b
  [0]
)
index_lines = a[
  0
]
of_number = 1.a
splat_of_number = 1.*
