import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import { findJsonFault } from '../../../src/desired/functions/find-json-fault.ts'
import { gives } from '../evaluate/gives.ts'

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

test(gives, 'min(3, "1", 2)', '1')
test(gives, 'max(3)', '3')
test(gives, 'abs(-2.5)', '2.5')
test(gives, 'ceil(1.1)', '2')
test(gives, 'ceil(-0.5)', '0')
test(gives, 'floor(-1.1)', '-2')

test(gives, 'jsonencode({ b = [1, null, true], a = "<é>" })', '"{\\"a\\":\\"<é>\\",\\"b\\":[1,null,true]}"')
test(gives, 'jsonencode(toset(["b", "a"]))', '"[\\"a\\",\\"b\\"]"')
test(gives, 'jsonencode(null)', '"null"')
test(
  gives,
  'jsonencode([stream.demo])',
  'STRM1422 ‹[stream.demo]› The argument "value" of "jsonencode" must be a value without references to resources, given a list that holds a reference to a resource.',
)
test(gives, 'jsondecode("{\\"b\\": [1, null], \\"a\\": {}}")', '{a: {}, b: [1, null]}')
test(gives, 'jsondecode("{\\"__proto__\\": 1}").__proto__', '1')
test(
  gives,
  'jsondecode("[1,\\n  x]")',
  'STRM1422 ‹"[1,\\n  x]"› Cannot call "jsondecode": the text is not valid JSON: line 2, column 3, at "x]".',
)
test(
  gives,
  'jsondecode("{\\"a\\": [1, 2")',
  'STRM1422 ‹"{\\"a\\": [1, 2"› Cannot call "jsondecode": the text is not valid JSON: it ends too early (line 1, column 12).',
)
test(
  gives,
  'jsondecode("[1,]")',
  'STRM1422 ‹"[1,]"› Cannot call "jsondecode": the text is not valid JSON: line 1, column 4, at "]".',
)
test(
  gives,
  'jsondecode("{} {}")',
  'STRM1422 ‹"{} {}"› Cannot call "jsondecode": the text is not valid JSON: line 1, column 4, at "{}".',
)
test(
  gives,
  'jsondecode("[9007199254740993]")',
  'STRM1422 ‹"[9007199254740993]"› Cannot call "jsondecode": it holds a number too large to be kept exactly. Write it as a string in the JSON.',
)
test(gives, 'base64encode("é")', '"w6k="')
test(gives, 'base64decode("w6k=")', '"é"')
test(
  gives,
  'base64decode("w6k")',
  'STRM1422 ‹"w6k"› Cannot call "base64decode": the text is not valid Base64 with padding.',
)
test(
  gives,
  'base64decode("/w==")',
  'STRM1422 ‹"/w=="› Cannot call "base64decode": the decoded bytes are not valid UTF-8 text.',
)

test(gives, 'file("hello.txt")', '"Hello\\n"')
test(
  gives,
  'file("gone.txt")',
  'STRM1422 ‹"gone.txt"› Cannot call "file": the file "gone.txt" cannot be read: it does not exist.',
)
test(gives, 'file("binary")', 'STRM1422 ‹"binary"› Cannot call "file": the file "binary" is not valid UTF-8 text.')
test(gives, 'env("HOME")', '"/home/me"')
test(gives, 'env("GONE", "x")', '"x"')
test(
  gives,
  'env("GONE")',
  'STRM1422 ‹"GONE"› Cannot call "env": the environment variable "GONE" is not set. Set it, or give a default as the second argument.',
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

test('findJsonFault() agrees with the parser on which beginnings are valid', (t) => {
  const mutated = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '[', ':', '1', '\\\\', 'x'))
  fc.assert(
    fc.property(mutated, ([json, at, text]) => {
      const place = at % (json.length + 1)
      const source = json.slice(0, place) + text + json.slice(place + 1)
      if (!isJson(source)) t.true(findJsonFault(source) <= source.length)
      else t.is(findJsonFault(source), source.length)
    }),
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
