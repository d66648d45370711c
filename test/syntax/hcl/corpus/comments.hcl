# hash
// slashes
/* block */
/* block
   over lines */
a = 1 # behind
b = 2 // behind
c = 3 /* behind */
d /* between */ = /* both */ 4
e = [ # in a list
  1, // one
  /* two */ 2, # two
  # nothing
]
f = { # in an object
  # alone
  a = 1 # behind
  /* before */ b = 2, // behind a comma
  c = 3 /* last */
}
block /* type */ "label" /* after */ { # brace
  # inside
  x = "# not a comment"
  y = "// nor this /* nor that */"
} # closing
g = (
  # in parentheses
  1 + // plus
  2
)
h = "${ /* in a sequence */ x }"
/**/
i = 1 /**//***//* * / */
# last line without a line break
