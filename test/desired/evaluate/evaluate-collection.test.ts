import test from 'ava'
import { gives } from './gives.ts'

test(gives, '[1, "a", [true]]', '[1, "a", [true]]')
test(gives, '{ b = 1, a = var.name, (var.name) = 2, "x y" = 3, 5 = 6 }', '{5: 6, a: "events", b: 1, events: 2, x y: 3}')
test(gives, '{ a = 1, b = 2, a = 3 }', 'STRM1413 ‹a› The key "a" is already set in this object. Remove one of the two.')
test(gives, '{ (var.nothing) = 1 }', 'STRM1412 ‹(var.nothing)› The key of an object must be a string, given null.')
test(gives, '{ (var.list) = 1 }', 'STRM1412 ‹(var.list)› The key of an object must be a string, given a list.')
