# Blocks of every shape.
empty {}

multi_line_empty {
}

one_line { path = "events" }
one_line_labelled "a" { path = [1, 2] }

labels one "two" "three four" five-six {
  depth = 4
}

repeated "x" {
  n = 1
}
repeated "x" {
  n = 2
}
repeated "y" {
  inner {
    innermost "label" {
      a = 1
    }
    innermost "label" {}
  }
  other {}
}

unicode "ключ" {
  名前 = "値"
  größe-2 = "ß"
}

escapes "tab\there" "quote\"d" "\u00e9\U0001F600" "$${not}" "100%" {}
_underscore {
  _a1 = 1
}
