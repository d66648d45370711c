import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import { findJsonFault } from '../../../src/desired/functions/find-json-fault.ts'
import { gives } from '../evaluate/gives.ts'

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
  'STRM1422 ‹"[9007199254740993]"› Cannot call "jsondecode": it holds a number too large to be stored exactly. Write it as a string in the JSON.',
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
