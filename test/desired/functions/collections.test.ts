import test from 'ava'
import { gives } from '../evaluate/gives.ts'

test(gives, 'length([1, 2])', '2')
test(gives, 'length({ a = 1 })', '1')
test(gives, 'length(toset(["a", "a"]))', '1')
test(gives, 'length("👨‍👩‍👧é")', '2')
test(
  gives,
  'length(5)',
  'STRM1422 ‹5› The argument "value" of "length" must be a list, a set, an object or a string, given a number.',
)
test(gives, 'keys({ b = 1, a = 2 })', '["a", "b"]')
test(gives, 'values({ b = 1, a = 2 })', '[2, 1]')
test(gives, 'merge({ a = 1, b = 1 }, null, { b = 2 })', '{a: 1, b: 2}')
test(gives, 'merge()', '{}')
test(gives, 'merge([])', 'STRM1422 ‹[]› The argument "objects" of "merge" must be an object, given a list.')
test(gives, 'concat([1], [], ["a"])', '[1, "a"]')
test(gives, 'contains(["a"], "a")', 'true')
test(gives, 'contains([1], "1")', 'false')
test(gives, 'contains([null], null)', 'true')
test(gives, 'lookup({ a = 1 }, "a", 0)', '1')
test(gives, 'lookup({ a = 1 }, "b", 0)', '0')
test(gives, 'lookup({ a = 1 }, "b", null)', 'null')
test(
  gives,
  'lookup({ a = 1 }, "b")',
  'STRM1422 ‹"b"› Cannot call "lookup": the object has no key "b". Give a third argument as the default.',
)
test(gives, 'flatten([1, [2, [3, []]], toset(["a"])])', '[1, 2, 3, "a"]')
test(gives, 'distinct(["b", "a", "b", 1, 1, [1], [1]])', '["b", "a", 1, [1]]')
test(gives, 'sort(["b", "a", "B", "\\U0001F600", "\\uFFFD"])', '["B", "a", "b", "\uFFFD", "😀"]')
test(gives, 'reverse([1, 2, 3])', '[3, 2, 1]')
test(gives, 'range(3)', '[0, 1, 2]')
test(gives, 'range(1, 4)', '[1, 2, 3]')
test(gives, 'range(3, 0)', '[3, 2, 1]')
test(gives, 'range(0, 1, 0.25)', '[0, 0.25, 0.5, 0.75]')
test(gives, 'range(0)', '[]')
test(gives, 'range(-2)', '[0, -1]')
test(gives, 'range(0, 5, 0)', 'STRM1422 ‹0› Cannot call "range": the step must not be 0.')
test(
  gives,
  'range(0, 5, -1)',
  'STRM1422 ‹-1› Cannot call "range": the step leads away from the limit. Give a negative step to count down.',
)
test(
  gives,
  'range(100000)',
  'STRM1423 ‹range(100000)› Cannot call "range": the result would have more than 10000 numbers.',
)
test(gives, 'element(["a", "b"], 3)', '"b"')
test(gives, 'element(["a", "b"], -1)', '"b"')
test(gives, 'element([], 0)', 'STRM1422 ‹[]› Cannot call "element": an empty list has no elements.')
test(gives, 'slice([1, 2, 3], 1, 3)', '[2, 3]')
test(gives, 'slice([1], 1, 1)', '[]')
test(gives, 'slice([1], -1, 1)', 'STRM1422 ‹-1› Cannot call "slice": the start index is outside the list.')
test(
  gives,
  'slice([1, 2], 1, 0)',
  'STRM1422 ‹0› Cannot call "slice": the end index is before the start or outside the list.',
)
test(gives, 'zipmap(["b", "a"], [1, 2])', '{a: 2, b: 1}')
test(
  gives,
  'zipmap(["a"], [])',
  'STRM1423 ‹zipmap(["a"], [])› Cannot call "zipmap": the list of keys and the list of values must have the same length.',
)
test(gives, 'zipmap([null], [1])', 'STRM1422 ‹[null]› Cannot call "zipmap": every key must be a string, given null.')
test(gives, 'coalesce(null, "", "a", "b")', '"a"')
test(gives, 'coalesce(null, [])', '[]')
test(
  gives,
  'coalesce(null, "")',
  'STRM1423 ‹coalesce(null, "")› Cannot call "coalesce": every argument is null or an empty string. Add a last one that is not.',
)
test(gives, 'compact(["a", "", null, "b"])', '["a", "b"]')
