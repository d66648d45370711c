import test from 'ava'
import { evaluateText, show } from './expressions.ts'

const gives = test.macro({
  exec: (t, text: string, expected: string) => {
    t.is(show(text, evaluateText(text)), expected)
  },
  title: (_, text) => `evaluate() ${text.replaceAll('\n', '⏎')}`,
})

// Literals and texts
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
  'STRM1405 ‹var.nothing› This value is null and cannot be part of a text. Use coalesce(…, "default") where it may be null.',
)
test(
  gives,
  '"a${var.list}"',
  'STRM1406 ‹var.list› Only strings, numbers and bools can be part of a text, given a list. Choose how it is written: join(", ", …) or jsonencode(…).',
)
test(
  gives,
  '"a${stream.demo}"',
  'STRM1406 ‹stream.demo› Only strings, numbers and bools can be part of a text, given a reference to a stream. Name one of its attributes, such as ".name".',
)
test(gives, '"%{ if var.list }a%{ endif }"', 'STRM1410 ‹var.list› A condition must be true or false, given a list.')
test(
  gives,
  '9007199254740993',
  'STRM1409 ‹9007199254740993› This number is too large to be kept exactly: whole numbers go from -9007199254740991 to 9007199254740991. Write an identifier as a text in quotes.',
)

// Collections
test(gives, '[1, "a", [true]]', '[1, "a", [true]]')
test(gives, '{ b = 1, a = var.name, (var.name) = 2, "x y" = 3, 5 = 6 }', '{5: 6, a: "events", b: 1, events: 2, x y: 3}')
test(gives, '{ a = 1, b = 2, a = 3 }', 'STRM1413 ‹a› The key "a" is already set in this object. Remove one of the two.')
test(gives, '{ (var.nothing) = 1 }', 'STRM1412 ‹(var.nothing)› The key of an object must be a string, given null.')
test(gives, '{ (var.list) = 1 }', 'STRM1412 ‹(var.list)› The key of an object must be a string, given a list.')

// Access
test(gives, 'var.settings.bucket', '"logs"')
test(gives, 'var.settings["a b"]', '1')
test(gives, 'var.list[1]', '"b"')
test(gives, 'var.list["1"]', '"b"')
test(gives, 'var.list.1', '"b"')
test(gives, 'var.nested[1].tags[0]', '"y"')
test(gives, '({ a = 1 }).a', '1')
test(gives, 'stream.demo', '→stream.demo')
test(gives, 'stream.demo.name', '"demo-name"')
test(gives, 'stream.each["eu"].name', '"each-name"')
test(gives, 'stream.counted[1].partitions', '4')
test(gives, 'var.bukcet', 'STRM1401 ‹bukcet› There is no variable named "bukcet". Declare variable "bukcet".')
test(gives, 'var.nmae', 'STRM1401 ‹nmae› There is no variable named "nmae". Did you mean "name"?')
test(gives, 'stream.deno', 'STRM1401 ‹deno› There is no stream named "deno". Did you mean "demo"?')
test(gives, 'vra.name', 'STRM1400 ‹vra› The name "vra" means nothing here. Did you mean "var"?')
test(
  gives,
  'events',
  'STRM1400 ‹events› The name "events" means nothing here. If a text is meant, put it in quotes: "events".',
)
test(
  gives,
  'var',
  'STRM1402 ‹var› "var" is no value by itself: it must be followed by a dot and the name of a variable, such as "var.name".',
)
test(
  gives,
  'var["name"]',
  'STRM1402 ‹var› "var" is no value by itself: it must be followed by a dot and the name of a variable, such as "var.name".',
)
test(
  gives,
  'var.settings.bukcet',
  'STRM1403 ‹bukcet› This object has no attribute named "bukcet". Did you mean "bucket"?',
)
test(
  gives,
  'var.settings.zone',
  'STRM1403 ‹zone› This object has no attribute named "zone". It has "a b", "bucket", "port".',
)
test(gives, 'stream.demo.nmae', 'STRM1403 ‹nmae› "stream.demo" has no attribute named "nmae". Did you mean "name"?')
test(
  gives,
  'stream.each.partitions',
  'STRM1403 ‹partitions› This object has no attribute named "partitions". It has for_each: name an instance by its key first, ["eu"].',
)
test(
  gives,
  'stream.counted.name',
  'STRM1403 ‹name› Cannot read the attribute "name": only objects and references have attributes, and this is a list. Name an instance (the resource has count) first, [0].name, or read it of all of them, [*].name.',
)
test(
  gives,
  'stream.demo[0]',
  'STRM1404 ‹0› "stream.demo" is a single stream: it has neither count nor for_each and is named without brackets.',
)
test(
  gives,
  'var.name.x',
  'STRM1403 ‹x› Cannot read the attribute "x": only objects and references have attributes, and this is a string.',
)
test(
  gives,
  'var.nothing.x',
  'STRM1405 ‹var.nothing› This value is null, so it has no attribute "x". Where it may be null, write try(…, default) around it or compare it with null first.',
)
test(gives, 'var.list[3]', 'STRM1404 ‹3› The index 3 is outside the list: it has 3 elements, counted from 0.')
test(gives, 'var.list[-1]', 'STRM1404 ‹-1› The index -1 is outside the list: it has 3 elements, counted from 0.')
test(gives, 'var.list[0.5]', 'STRM1404 ‹0.5› The index of a list must be a whole number, given a fraction.')
test(
  gives,
  'var.list["x"]',
  'STRM1404 ‹"x"› The index of a list must be a whole number, given a string that is no number.',
)
test(gives, 'var.list[null]', 'STRM1405 ‹null› This index is null. Compare it with null first, or use try(…, default).')
test(gives, 'var.settings["prot"]', 'STRM1404 ‹"prot"› The object has no key "prot". Did you mean "port"?')
test(gives, 'toset(["a"])[0]', 'STRM1404 ‹0› A set has no order, so it has no index. Convert it first: tolist(…)[0].')
test(gives, '5[0]', 'STRM1404 ‹0› Only lists and objects have an index, and this is a number.')

// Splats
test(gives, 'var.nested[*].id', '[1, 2]')
test(gives, 'var.nested.*.id', '[1, 2]')
test(gives, 'var.nested[*].tags[0]', '["x", "y"]')
test(gives, 'stream.counted[*].name', '["counted-name", "counted-name"]')
test(gives, 'var.nothing[*]', '[]')
test(gives, 'var.name[*]', '["events"]')
test(gives, 'stream.demo[*].name', '["demo-name"]')
test(gives, 'var.nested[*].idd', 'STRM1403 ‹idd› This object has no attribute named "idd". Did you mean "id"?')

// Operators
test(gives, '1 + 2 * 3 - 4 / 2', '5')
test(gives, '0.1 + 0.2', '0.3')
test(gives, '"2" * "3"', '6')
test(gives, '-7 % 3', '-1')
test(gives, '-var.count', '-3')
test(gives, '!false && (true || false)', 'true')
test(gives, '"true" && true', 'true')
test(gives, '1 < 2 == true', 'true')
test(gives, '1 == "1"', 'false')
test(gives, '[1, { a = 2 }] == [1, { a = 2 }]', 'true')
test(gives, 'var.nothing == null', 'true')
test(gives, 'var.name != null', 'true')
test(gives, 'stream.demo == stream.demo', 'true')
test(gives, 'stream.counted[0] == stream.counted[1]', 'false')
test(gives, '1 / 0', 'STRM1408 ‹0› The right side of "/" is 0. Check for that before: x == 0 ? … : ….')
test(gives, '1 % 0', 'STRM1408 ‹0› The right side of "%" is 0. Check for that before: x == 0 ? … : ….')
test(
  gives,
  '9007199254740991 + 1',
  'STRM1409 ‹9007199254740991 + 1› This number is too large to be kept exactly: whole numbers go from -9007199254740991 to 9007199254740991. Write an identifier as a text in quotes.',
)
test(
  gives,
  'var.name + "x"',
  'STRM1407 ‹var.name› The left side of "+" must be a number, given a string that is no number. To join texts, write them into one: "${a}${b}".\nSTRM1407 ‹"x"› The right side of "+" must be a number, given a string that is no number. To join texts, write them into one: "${a}${b}".',
)
test(gives, '1 + null', 'STRM1405 ‹null› The right side of "+" is null; it must be a number.')
test(gives, '-true', 'STRM1407 ‹true› The value after "-" must be a number, given a bool.')
test(gives, '1 && true', 'STRM1407 ‹1› The left side of "&&" must be a bool, given a number.')
test(gives, 'false && var.nothing', 'STRM1405 ‹var.nothing› The right side of "&&" is null; it must be a bool.')

// Conditionals
test(gives, 'var.debug ? 1 : "a"', '1')
test(gives, 'var.nothing == null ? {} : var.nothing.x', '{}')
test(gives, '"false" ? 1 : 2', '2')
test(gives, 'var.count ? 1 : 2', 'STRM1410 ‹var.count› A condition must be true or false, given a number.')
test(gives, 'var.nothing ? 1 : 2', 'STRM1405 ‹var.nothing› This condition is null; it must be true or false.')
test(gives, 'true ? 1 : var.nmae', 'STRM1401 ‹nmae› There is no variable named "nmae". Did you mean "name"?')

// For
test(gives, '[for x in var.list : upper(x)]', '["A", "B", "C"]')
test(gives, '[for i, x in var.list : "${i}${x}" if x != "b"]', '["0a", "2c"]')
test(gives, '[for k, v in var.settings : k]', '["a b", "bucket", "port"]')
test(gives, '[for k, v in toset(["b", "a"]) : "${k}${v}"]', '["aa", "bb"]')
test(gives, '{ for x in var.list : x => length(x) }', '{a: 1, b: 1, c: 1}')
test(gives, '{ for n in var.nested : length(n.tags) > 1 ? "many" : "one" => n.id... }', '{many: [2], one: [1]}')
test(gives, '{ for x in var.list : "k" => x... }', '{k: ["a", "b", "c"]}')
test(gives, '[for x in [[1, 2], [3]] : [for x in x : x * 2]]', '[[2, 4], [6]]')
test(
  gives,
  '{ for x in var.list : "k" => x }',
  'STRM1413 ‹"k"› The key "k" comes up for more than one element. Write "..." behind the value to collect the values of equal keys in a list, or choose a key that differs.',
)
test(
  gives,
  '[for x in var.name : x]',
  'STRM1411 ‹var.name› "for" goes over a list, a set or an object, given a string.',
)
test(
  gives,
  '[for x in null : x]',
  'STRM1405 ‹null› This value is null, so there is nothing to go over. Use coalesce(…, []) where it may be null.',
)
test(
  gives,
  '[for x in var.list : x.y]',
  'STRM1403 ‹y› Cannot read the attribute "y": only objects and references have attributes, and this is a string.',
)
test(gives, '[for x in var.empty : y]', 'STRM1400 ‹y› The name "y" means nothing here. Did you mean "x"?')
test(gives, '[for x in var.list : x if 5]', 'STRM1410 ‹5› A condition must be true or false, given a number.')

// Calls
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

// What is reported already is unknown, without a further error
test(gives, 'var.broken', 'unknown')
test(gives, '"a${var.broken}"', 'unknown')
test(gives, '[var.broken, 1 + var.broken, var.broken.x[0]]', '[unknown, unknown, unknown]')
test(gives, 'var.broken ? 1 : 2', 'unknown')
test(gives, '[for x in var.broken : x]', 'unknown')
test(gives, 'var.broken[*].x', 'unknown')
test(gives, '{ (var.broken) = 1 }', 'unknown')
test(gives, 'upper(var.broken)', 'unknown')
test(gives, 'jsonencode([var.broken])', 'unknown')
test(gives, 'length([var.broken])', '1')
test(gives, 'max(var.broken...)', 'unknown')
test(gives, '[var.broken] == [1]', 'unknown')
test(gives, '-var.broken', 'unknown')
test(
  gives,
  'upper(nonsense.x)',
  'STRM1400 ‹nonsense› The name "nonsense" means nothing here. If a text is meant, put it in quotes: "nonsense".',
)
