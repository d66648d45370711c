import test from 'ava'
import { gives } from './gives.ts'

test(gives, '1.0', '1')
test(gives, '1e3', '1000')
test(gives, 'null', 'null')
test(gives, 'true', 'true')
test(gives, '""', '""')
test(gives, '"a\\n\\"b\\" $${x} %%{y}"', '"a\\n\\"b\\" ${x} %{y}"')
test(gives, '"${var.count}"', '3')
test(gives, '"${var.count} "', '"3 "')
test(gives, '"${var.list}"', '["a", "b", "c"]')
test(gives, '"n=${1.50}, ${0.0000001}, ${var.debug}"', '"n=1.5, 0.0000001, true"')
test(gives, '"%{ if var.debug }on%{ else }off%{ endif }"', '"on"')
test(gives, '"%{ if !var.debug }on%{ endif }"', '""')
test(gives, '"%{ for i, x in var.list }${i}${x} %{ endfor }"', '"0a 1b 2c "')
test(gives, '"%{ for k, v in var.settings }${k}=${v};%{ endfor }"', '"a b=1;bucket=logs;port=80;"')
test(gives, '<<-E\n    a\n      ${var.name}\n    E\n', '"a\\n  events\\n"')
test(
  gives,
  '"a${var.nothing}"',
  'STRM1405 ‹var.nothing› This value is null and cannot be part of a string. Use coalesce(…, "default") where it may be null.',
)
test(
  gives,
  '"a${var.list}"',
  'STRM1406 ‹var.list› Only strings, numbers and bools can be part of a string, given a list. Choose how it is written: join(", ", …) or jsonencode(…).',
)
test(
  gives,
  '"a${stream.demo}"',
  'STRM1406 ‹stream.demo› Only strings, numbers and bools can be part of a string, given a reference to a stream. Name one of its attributes, such as ".name".',
)
test(gives, '"%{ if var.list }a%{ endif }"', 'STRM1410 ‹var.list› A condition must be true or false, given a list.')
