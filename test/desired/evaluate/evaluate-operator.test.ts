import test from 'ava'
import { gives } from './gives.ts'

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
  'STRM1409 ‹9007199254740991 + 1› This number is too large to be stored exactly: whole numbers range from -9007199254740991 to 9007199254740991. Write an identifier as a string in quotes.',
)
test(
  gives,
  'var.name + "x"',
  'STRM1407 ‹var.name› The left side of "+" must be a number, given a string that is not a number. To join texts, write them into one: "${a}${b}".\nSTRM1407 ‹"x"› The right side of "+" must be a number, given a string that is not a number. To join texts, write them into one: "${a}${b}".',
)
test(gives, '1 + null', 'STRM1405 ‹null› The right side of "+" is null; it must be a number.')
test(gives, '-true', 'STRM1407 ‹true› The value after "-" must be a number, given a bool.')
test(gives, '1 && true', 'STRM1407 ‹1› The left side of "&&" must be a bool, given a number.')
test(gives, 'false && var.nothing', 'STRM1405 ‹var.nothing› The right side of "&&" is null; it must be a bool.')
