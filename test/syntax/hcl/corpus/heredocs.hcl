empty = <<EOT
EOT
one_blank = <<EOT

EOT
plain = <<EOT
line 1
  line 2
	line 3
EOT
marker_indented = <<EOT
text
    EOT
marker_with_blanks = <<EOT
text
EOT  
marker_in_text = <<EOT
 EOT x
xEOT
EOT1
EOT-x
EOT
dashed_marker = <<END-OF_TEXT
text
END-OF_TEXT
unicode_marker = <<Ключ
text
Ключ
no_escapes = <<EOT
a\nb "quoted" \u00e9 \
EOT
template = <<EOT
a ${var.b} c
${var.d}
$${e} %%{f} $${
%{ if g }yes%{ else }no%{ endif }
EOT
indented = <<-EOT
    a
      b
    c
    EOT
indented_blank_lines = <<-EOT
    a

    b
  
    c
EOT
indented_less = <<-EOT
    a
  b
      c
  EOT
indented_none = <<-EOT
    a
b
  EOT
indented_tabs = <<-EOT
		a
			b
		EOT
indented_sequences = <<-EOT
    a ${b}
      ${c} d
    %{ if e }
      f
    %{ endif }
    EOT
indented_sequence_first = <<-EOT
    a
${b}
    EOT
strip_lines = <<EOT
a

  ${~ b ~}

  c
EOT
strip_directives = <<-EOT
  %{ for x in y ~}
  item ${x}
  %{ endfor ~}
  end
  EOT
strip_all = <<-EOT
    start
    %{~ if a ~}
      b
    %{~ else ~}
      c
    %{~ endif ~}
    end
  EOT
only_interpolation = <<EOT
${a}
EOT
over_lines = <<EOT
x ${f(
  1,
  2
)} y
EOT
nested = <<A
${<<B
inner
B
}
A
list = [<<EOT
one
EOT
  , <<-EOT
    two
    EOT
]
object = {
  a = <<EOT
text
EOT
  b = 1
}
call = f(<<EOT
text
EOT
)
block {
  inner = <<-EOT
    {
      "json": true
    }
  EOT
}
