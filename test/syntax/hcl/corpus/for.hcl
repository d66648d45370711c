tuple = [for a in b : a]
tuple_key = [for k, v in b : "${k}=${v}"]
tuple_if = [for a in b : a if a != ""]
tuple_lines = [
  for a in b :
  a
  if a
]
object = {for a in b : a => a}
object_key = {for k, v in b : k => v.c}
object_if = {for k, v in b : k => v if v != null}
object_group = {for k, v in b : v => k...}
object_group_if = {for k, v in b : v => k... if k}
object_lines = {
  for k, v in b :
  k => {
    a = v
    b = [for x in v : x]
  }
}
conditional_collection = [for a in b ? c : d : a]
nested = [for a in [for b in c : b] : {for d in a : d => a}]
shadow = [for for in in : for]
no_spaces = [for a in b:a]
