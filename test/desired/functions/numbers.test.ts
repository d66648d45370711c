import test from 'ava'
import { gives } from '../evaluate/gives.ts'

test(gives, 'min(3, "1", 2)', '1')
test(gives, 'max(3)', '3')
test(gives, 'abs(-2.5)', '2.5')
test(gives, 'ceil(1.1)', '2')
test(gives, 'ceil(-0.5)', '0')
test(gives, 'floor(-1.1)', '-2')
