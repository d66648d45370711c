import test from 'ava'
import { gives } from './gives.ts'

test(gives, 'max(var.list[*] == [] ? 1 : 2, 5)', '5')
test(gives, 'max([1, 7, 3]...)', '7')
test(gives, 'max(4, toset([9])...)', '9')
test(
  gives,
  'upcase("a")',
  'STRM1420 ‹upcase› There is no function named "upcase". Functions are built in and cannot be declared.',
)
test(gives, 'uper("a")', 'STRM1420 ‹uper› There is no function named "uper". Did you mean "upper"?')
test(
  gives,
  'upper()',
  'STRM1421 ‹upper()› The function "upper" takes 1 argument, but is called with 0. The argument "text" (a string) is missing. Its form is upper(text).',
)
test(
  gives,
  'upper("a", "b")',
  'STRM1421 ‹upper("a", "b")› The function "upper" takes 1 argument, but is called with 2. Its form is upper(text).',
)
test(
  gives,
  'env()',
  'STRM1421 ‹env()› The function "env" takes 1 to 2 arguments, but is called with 0. The argument "name" (a string) is missing. Its form is env(name, [default]).',
)
test(
  gives,
  'join()',
  'STRM1421 ‹join()› The function "join" takes at least 2 arguments, but is called with 0. The argument "separator" (a string) is missing. Its form is join(separator, list, lists...).',
)
test(
  gives,
  'upper(var.list...)',
  'STRM1421 ‹upper(var.list...)› The function "upper" takes 1 argument, but is called with 3. Its form is upper(text).',
)
test(gives, 'upper(var.list)', 'STRM1422 ‹var.list› The argument "text" of "upper" must be a string, given a list.')
test(gives, 'upper(null)', 'STRM1405 ‹null› The argument "text" of "upper" is null; it must be a string.')
test(gives, 'max(var.name...)', 'STRM1411 ‹var.name› Only a list or a set can be expanded with "...", given a string.')
test(
  gives,
  'join([], {})',
  'STRM1422 ‹[]› The argument "separator" of "join" must be a string, given a list.\nSTRM1422 ‹{}› The argument "list" of "join" must be a list or a set of strings, given an object.',
)
