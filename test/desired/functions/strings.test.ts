import test from 'ava'
import { gives } from '../evaluate/gives.ts'

test(gives, 'upper("straße")', '"STRASSE"')
test(gives, 'lower("ÄB")', '"äb"')
test(gives, 'lower(5)', '"5"')
test(gives, 'title("hello wORLD_x, élan")', '"Hello WORLD_x, Élan"')
test(gives, 'trim("?!hi?!?", "!?")', '"hi"')
test(gives, 'trim("!!", "!")', '""')
test(gives, 'trim("hi", "")', '"hi"')
test(gives, 'trimspace("  a b\\n")', '"a b"')
test(gives, 'trimprefix("aab", "a")', '"ab"')
test(gives, 'trimprefix("ab", "x")', '"ab"')
test(gives, 'trimsuffix("a/b/", "/")', '"a/b"')
test(gives, 'trimsuffix("a", "")', '"a"')
test(gives, 'startswith("abc", "ab")', 'true')
test(gives, 'startswith("abc", "b")', 'false')
test(gives, 'endswith("abc", "bc")', 'true')
test(gives, 'endswith("abc", "ab")', 'false')
test(gives, 'strcontains("abc", "b")', 'true')
test(gives, 'strcontains("abc", "x")', 'false')
test(gives, 'substr("hello", 1, 3)', '"ell"')
test(gives, 'substr("hello", -3, -1)', '"llo"')
test(gives, 'substr("hello", 9, 1)', '""')
test(gives, 'substr("a👨‍👩‍👧b", 1, 1)', '"👨‍👩‍👧"')
test(
  gives,
  'substr("a", 0, -2)',
  'STRM1422 ‹-2› Cannot call "substr": the length must be 0 or more, or -1 for the rest of the text.',
)
test(
  gives,
  'substr("a", 0.5, 1)',
  'STRM1422 ‹0.5› The argument "offset" of "substr" must be a whole number, given a fraction.',
)
test(
  gives,
  'substr("a", "x", 1)',
  'STRM1422 ‹"x"› The argument "offset" of "substr" must be a whole number, given a string that cannot be converted.',
)
test(gives, 'replace("a.b.c", ".", "$&")', '"a$&b$&c"')
test(gives, 'replace("v12", "/v(?<n>[0-9]+)/", "$<n>!$1")', '"12!12"')
test(gives, 'replace("a/b", "/", "-")', '"a-b"')
test(gives, 'replace("a", "/(/", "")', 'STRM1422 ‹"/(/"› Cannot call "replace": "(" is not a valid regular expression.')
test(gives, 'regex("[a-z]+", "12ab34cd")', '"ab"')
test(gives, 'regex("([a-z])([0-9])?", "x")', '["x", null]')
test(gives, 'regex("(?<scheme>[a-z0-9]+)://(?<host>.+)", "s3://b")', '{host: "b", scheme: "s3"}')
test(
  gives,
  'regex("[0-9]", "ab")',
  'STRM1423 ‹regex("[0-9]", "ab")› Cannot call "regex": the pattern "[0-9]" does not match "ab".',
)
test(gives, 'regex("[", "ab")', 'STRM1422 ‹"["› Cannot call "regex": "[" is not a valid regular expression.')
test(gives, 'split(",", "a,b,")', '["a", "b", ""]')
test(gives, 'split("", "a👍b")', '["a", "👍", "b"]')
test(gives, 'split(",", "")', '[""]')
test(gives, 'join("-", ["a", 1, true])', '"a-1-true"')
test(gives, 'join(", ", ["a"], [], ["b"])', '"a, b"')
test(gives, 'join("-", toset(["b", "a"]))', '"a-b"')
test(
  gives,
  'join("-", ["a", null])',
  'STRM1422 ‹["a", null]› The argument "list" of "join" must be a list or a set of strings, given a list with elements of other types.',
)
test(gives, 'format("%s is %d%% of %.2f", "x", 50, 1.005)', '"x is 50% of 1.00"')
test(gives, 'format("%5d|%-5d|%05d|%+d|% d", 42, 42, 42, 42, 42)', '"   42|42   |00042|+42| 42"')
test(gives, 'format("%5s|%-5s|%.2s", "ab", "ab", "abc")', '"   ab|ab   |ab"')
test(
  gives,
  'format("%q %t %v %v %v", "a\\"b", true, ["x", 1], 1.5, null)',
  '"\\"a\\\\\\"b\\" true [\\"x\\",1] 1.5 null"',
)
test(gives, 'format("%x %X %o %b %08.3f", 255, 255, 8, 5, -3.14159)', '"ff FF 10 101 -003.142"')
test(gives, 'format("%e %.1e %g", 123456, 123456, 0.5)', '"1.234560e+05 1.2e+05 0.5"')
test(gives, 'format("%[2]s %[1]s", "a", "b")', '"b a"')
test(gives, 'format("plain")', '"plain"')
test(
  gives,
  'format("%d", 1.5)',
  'STRM1422 ‹1.5› Cannot call "format": "%d" needs a whole number, given a fraction; use %f.',
)
test(
  gives,
  'format("%d", "x")',
  'STRM1422 ‹"x"› Cannot call "format": "%d" needs a number, given a string that is not a number.',
)
test(gives, 'format("%s", null)', 'STRM1422 ‹null› Cannot call "format": "%s" needs a string, given null.')
test(
  gives,
  'format("%v", stream.demo)',
  'STRM1422 ‹stream.demo› Cannot call "format": "%v" cannot write a reference to a resource; name one of its attributes.',
)
test(gives, 'format("%s %s", "a")', 'STRM1422 ‹"%s %s"› Cannot call "format": there is no argument 2 for "%s".')
test(
  gives,
  'format("%s", "a", "b")',
  'STRM1422 ‹"b"› Cannot call "format": the format uses 1 of 2 arguments. Remove the others, or add verbs for them.',
)
test(
  gives,
  'format("100%")',
  'STRM1422 ‹"100%"› Cannot call "format": a "%" is not followed by a verb. Write "%%" for a percent sign.',
)
test(
  gives,
  'format("%z", 1)',
  'STRM1422 ‹1› Cannot call "format": "%z" is not a verb; the verbs are %s %q %v %t %d %x %X %o %b %f %e %E %g %G.',
)
test(
  gives,
  'format("%1000d", 1)',
  'STRM1422 ‹"%1000d"› Cannot call "format": a "%" is not followed by a verb. Write "%%" for a percent sign.',
)
