import test from 'ava'
import { gives } from './gives.ts'

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
  'STRM1402 ‹var› "var" is not a value by itself: it must be followed by a dot and the name of a variable, such as "var.name".',
)
test(
  gives,
  'var["name"]',
  'STRM1402 ‹var› "var" is not a value by itself: it must be followed by a dot and the name of a variable, such as "var.name".',
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
  'STRM1404 ‹"x"› The index of a list must be a whole number, given a string that is not a number.',
)
test(gives, 'var.list[null]', 'STRM1405 ‹null› This index is null. Compare it with null first, or use try(…, default).')
test(gives, 'var.settings["prot"]', 'STRM1404 ‹"prot"› The object has no key "prot". Did you mean "port"?')
test(gives, 'toset(["a"])[0]', 'STRM1404 ‹0› A set has no order, so it has no index. Convert it first: tolist(…)[0].')
test(gives, '5[0]', 'STRM1404 ‹0› Only lists and objects have an index, and this is a number.')
