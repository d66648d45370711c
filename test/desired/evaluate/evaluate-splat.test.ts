import test from 'ava'
import { gives } from './gives.ts'

test(gives, 'var.nested[*].id', '[1, 2]')
test(gives, 'var.nested.*.id', '[1, 2]')
test(gives, 'var.nested[*].tags[0]', '["x", "y"]')
test(gives, 'stream.counted[*].name', '["counted-name", "counted-name"]')
test(gives, 'var.nothing[*]', '[]')
test(gives, 'var.name[*]', '["events"]')
test(gives, 'stream.demo[*].name', '["demo-name"]')
test(gives, 'var.nested[*].idd', 'STRM1403 ‹idd› This object has no attribute named "idd". Did you mean "id"?')
