empty_tuple = []
empty_object = {}
tuple = [1, "two", true, null, [3, [4]], { five = 5 }]
trailing_comma = [1, 2,]
tuple_lines = [
  1
  ,
  2,

  3
]
blank_tuple = [

]
object = { a = 1, b = 2 }
object_colon = { a : 1, "b" : 2, c: 3 }
object_trailing = { a = 1, }
object_lines = {
  a = 1
  b = 2,
  c = 3

  "d" = 4
  "e ${f}" = 5
  6 = 7
  true = 8
}
object_blank = {

}
object_one_line_nested = { a = { b = { c = [] } } }
object_mixed = { a = 1, b = 2
c = 3 }
object_keyword_keys = { b = 1, for = 2, if = 3, in = 4 }
computed = { (var.key) = 1, (f("x")) = 2 }
value_over_lines = {
  a = [
    1,
    2,
  ]
  b = f(
    1
  )
  c = (
    1 +
    2
  )
}
nested_in_tuple = [
  { a = 1 },
  {
    a = 2
    b = 3
  },
]
