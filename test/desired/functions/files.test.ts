import test from 'ava'
import { gives } from '../evaluate/gives.ts'

test(gives, 'file("hello.txt")', '"Hello\\n"')
test(
  gives,
  'file("gone.txt")',
  'STRM1422 ‹"gone.txt"› Cannot call "file": the file "gone.txt" cannot be read: it does not exist.',
)
test(gives, 'file("binary")', 'STRM1422 ‹"binary"› Cannot call "file": the file "binary" is not valid UTF-8 text.')
test(gives, 'env("HOME")', '"/home/me"')
test(gives, 'env("GONE", "x")', '"x"')
test(
  gives,
  'env("GONE")',
  'STRM1422 ‹"GONE"› Cannot call "env": the environment variable "GONE" is not set. Set it, or give a default as the second argument.',
)
