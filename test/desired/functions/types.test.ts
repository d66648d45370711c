import test from 'ava'
import { gives } from '../evaluate/gives.ts'

test(gives, 'toset(["b", "a", "b"])', 'set["a", "b"]')
test(gives, 'toset([1, "1", true])', 'set["1", "true"]')
test(gives, 'toset([2, 1, 2])', 'set[2, 1]')
test(gives, 'tolist(toset(["b", "a"]))', '["a", "b"]')
test(gives, 'tolist([1, "a"])', '["1", "a"]')
test(gives, 'tomap({ a = 1, b = "x" })', '{a: "1", b: "x"}')
test(gives, 'tostring(1.50)', '"1.5"')
test(gives, 'tostring(null)', 'null')
test(
  gives,
  'tostring([])',
  'STRM1422 ‹[]› The argument "value" of "tostring" must be a string, a number or a bool, given a list.',
)
test(gives, 'tonumber("1e2")', '100')
test(
  gives,
  'tonumber("0x10")',
  'STRM1422 ‹"0x10"› The argument "value" of "tonumber" must be a number or a string that spells one, given a string that cannot be converted.',
)
test(
  gives,
  'tonumber("9007199254740993")',
  'STRM1422 ‹"9007199254740993"› The argument "value" of "tonumber" must be a number or a string that spells one, given a string that cannot be converted.',
)
test(gives, 'tobool("true")', 'true')
test(gives, 'tobool(null)', 'null')
test(
  gives,
  'tobool("yes")',
  'STRM1422 ‹"yes"› The argument "value" of "tobool" must be a bool, "true" or "false", given a string that cannot be converted.',
)
test(gives, 'sensitive("x")', '*"x"')
test(gives, 'sensitive(sensitive("x"))', '*"x"')
test(gives, 'nonsensitive(sensitive("x"))', '"x"')
test(gives, 'nonsensitive({ a = [sensitive("x")] })', '{a: ["x"]}')
test(gives, 'issensitive("x")', 'false')
test(gives, 'issensitive([sensitive("x")])', 'true')
test(gives, 'try(var.settings.gone, var.list[9], "c")', '"c"')
test(gives, 'try(var.settings.bucket, 1 / 0)', '"logs"')
test(
  gives,
  'try(var.settings.gone)',
  'STRM1403 ‹gone› This object has no attribute named "gone". It has "a b", "bucket", "port".',
)
test(gives, 'try(var.gone, 1)', 'STRM1401 ‹gone› There is no variable named "gone". Declare variable "gone".')
test(gives, 'try(var.broken, 1)', 'unknown')
test(gives, 'can(var.list[9])', 'false')
test(gives, 'can(regex("b", "abc"))', 'true')
test(gives, 'can(var.broken)', 'unknown')
test(gives, '[for x in var.list : can(tonumber(x))]', '[false, false, false]')
test(
  gives,
  'can([var.list[0]]...)',
  'STRM1422 ‹[var.list[0]]› The arguments of "can" are evaluated one by one, so they must be written out: "..." is not possible here.',
)
test(
  gives,
  'try()',
  'STRM1421 ‹try()› The function "try" takes at least 1 argument, but is called with 0. The argument "expression" (any value) is missing. Its form is try(expression, expressions...).',
)
