import test from 'ava'
import { gives } from './gives.ts'

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
  'STRM1413 ‹"k"› The key "k" is produced by more than one element. Write "..." after the value to collect the values of equal keys in a list, or choose a key that differs.',
)
test(
  gives,
  '[for x in var.name : x]',
  'STRM1411 ‹var.name› "for" iterates over a list, a set or an object, given a string.',
)
test(
  gives,
  '[for x in null : x]',
  'STRM1405 ‹null› This value is null, so there is nothing to iterate over. Use coalesce(…, []) where it may be null.',
)
test(
  gives,
  '[for x in var.list : x.y]',
  'STRM1403 ‹y› Cannot read the attribute "y": only objects and references have attributes, and this is a string.',
)
test(gives, '[for x in var.empty : y]', 'STRM1400 ‹y› The name "y" means nothing here. Did you mean "x"?')
test(gives, '[for x in var.list : x if 5]', 'STRM1410 ‹5› A condition must be true or false, given a number.')
