import test from 'ava'
import { checkPathPrefix } from '../../../src/model/object-key/path-prefix.ts'

const refuses = test.macro({
  exec: (t, prefix: string, says: RegExp) => {
    t.regex(checkPathPrefix(prefix) ?? '', says)
  },
  title: (_title, prefix: string) => `checkPathPrefix() refuses ${JSON.stringify(prefix)}`,
})
const allows = test.macro({
  exec: (t, prefix: string) => {
    t.is(checkPathPrefix(prefix), undefined)
  },
  title: (_title, prefix: string) => `checkPathPrefix() allows ${JSON.stringify(prefix)}`,
})

test(refuses, '/events', /no slash at its beginning; write "events"/)
test(refuses, 'events/', /no slash at its end; write "events"/)
test(refuses, '/', /no slash/)
test(refuses, 'a//b', /"\/\/"/)
test(refuses, 'a/./b', /no part "\."/)
test(refuses, '../b', /no part "\.\."/)
test(refuses, 'a/.strmctl', /strmctl keeps its own files/)
test(refuses, 'a\nb', /control characters/)
test(refuses, 'a\u0085b', /control characters/)
test(refuses, 'a\ud800', /surrogate/)
test(allows, '')
test(allows, 'events')
test(allows, 'a/b c/ü€😀')
test(allows, 'a/..b/.c/.strmctl2')
