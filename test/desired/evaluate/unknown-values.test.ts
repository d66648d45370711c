import test from 'ava'
import { gives } from './gives.ts'

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
