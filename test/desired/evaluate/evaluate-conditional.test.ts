import test from 'ava'
import { gives } from './gives.ts'

test(gives, 'var.debug ? 1 : "a"', '1')
test(gives, 'var.nothing == null ? {} : var.nothing.x', '{}')
test(gives, '"false" ? 1 : 2', '2')
test(gives, 'var.count ? 1 : 2', 'STRM1410 ‹var.count› A condition must be true or false, given a number.')
test(gives, 'var.nothing ? 1 : 2', 'STRM1405 ‹var.nothing› This condition is null; it must be true or false.')
test(gives, 'true ? 1 : var.nmae', 'STRM1401 ‹nmae› There is no variable named "nmae". Did you mean "name"?')
