import test from 'ava'
import { gives } from './gives.ts'
import { evaluateText, SECRET } from './expressions.ts'

// `*` marks what is sensitive.
test(gives, 'var.secret', '*"hunter2"')
test(gives, '"a-${var.secret}"', '*"a-hunter2"')
test(gives, '"${var.secret}"', '*"hunter2"')
test(gives, '"%{ if var.secret == "x" }a%{ else }b%{ endif }"', '*"b"')
test(gives, '"%{ for x in var.hidden }.%{ endfor }"', '*".."')
test(gives, '[1, var.secret]', '[1, *"hunter2"]')
test(gives, '{ a = var.secret, b = 1 }', '{a: *"hunter2", b: 1}')
test(gives, '{ (var.secret) = 1 }', '*{hunter2: 1}')
test(gives, 'var.secrets[0]', '"open"')
test(gives, 'var.secrets[1]', '*"hunter2"')
test(gives, 'var.list[length(var.hidden)]', '*"c"')
test(gives, 'var.hidden[0]', '*"a"')
test(gives, 'var.credentials.user', '"me"')
test(gives, 'var.credentials.password', '*"hunter2"')
test(gives, 'var.hidden[*]', '*[*"a", *"b"]')
test(gives, 'var.secrets[*]', '["open", *"hunter2"]')
test(gives, 'var.secret == "x"', '*false')
test(gives, 'var.secrets == []', '*false')
test(gives, 'var.secret != "x" && true', '*true')
test(gives, '-length(var.hidden)', '*-2')
test(gives, 'var.secret == "x" ? 1 : 2', '*2')
test(gives, 'true ? 1 : var.secret', '1')
test(gives, '[for x in var.hidden : 1]', '*[1, 1]')
test(gives, '[for x in var.secrets : x]', '["open", *"hunter2"]')
test(gives, '[for x in var.secrets : 1 if x != "open"]', '*[1]')
test(gives, '{ for x in var.secrets : x => 1 }', '*{hunter2: 1, open: 1}')
test(gives, '{ for i, x in var.secrets : i => x }', '{0: "open", 1: *"hunter2"}')

// Functions: what depends on a part is sensitive, parts that pass through keep their marks
test(gives, 'upper(var.secret)', '*"HUNTER2"')
test(gives, 'jsonencode(var.credentials)', '*"{\\"password\\":\\"hunter2\\",\\"user\\":\\"me\\"}"')
test(gives, 'join(",", var.secrets)', '*"open,hunter2"')
test(gives, 'length(var.secrets)', '2')
test(gives, 'length(var.hidden)', '*2')
test(gives, 'length(var.secret)', '*7')
test(gives, 'merge(var.credentials, { user = 1 })', '{password: *"hunter2", user: 1}')
test(gives, 'concat(var.secrets, var.list)', '["open", *"hunter2", "a", "b", "c"]')
test(gives, 'concat(var.hidden, [1])', '*["a", "b", 1]')
test(gives, 'flatten([var.secrets, [var.hidden]])', '*["open", *"hunter2", "a", "b"]')
test(gives, 'lookup(var.credentials, "user")', '"me"')
test(gives, 'values(var.credentials)', '[*"hunter2", "me"]')
test(gives, 'zipmap(var.secrets, [1, 2])', '*{hunter2: 2, open: 1}')
test(gives, 'toset(var.secrets)', '*set[*"hunter2", "open"]')
test(gives, 'flatten([[1], [var.secret]])', '*[1, *"hunter2"]')
test(gives, 'tolist([var.secret, 1])', '[*"hunter2", 1]')
test(gives, 'tolist([sensitive(5), "a"])', '[*"5", "a"]')
test(gives, 'contains(var.secrets, "open")', '*true')
test(gives, 'coalesce(var.secret, "x")', '*"hunter2"')
test(gives, 'concat(var.hidden[*][*]...)', '*[*"a", *"b"]')
test(gives, 'coalesce(sensitive(null), "x")', '*"x"')
test(gives, 'try(tonumber(var.secret), "no")', '*"no"')
test(gives, 'try([tonumber("${var.secret}1"), 1][1], "no")', '*"no"')
test(gives, 'try([length(var.secret), 1][1], "no")', '*1')
test(gives, 'try(var.credentials.user, "no")', '"me"')
test(gives, 'try(var.credentials.gone, "no")', '*"no"')
test(gives, 'can(tonumber(var.secret))', '*false')
test(gives, 'can(var.list[0])', 'true')
test(gives, 'format("%d-%s", 1, var.secret)', '*"1-hunter2"')

const hides = test.macro<[string, string]>({
  exec: (t, text: string, code: string) => {
    const { diagnostics } = evaluateText(text)
    t.deepEqual(
      diagnostics.map((diagnostic) => diagnostic.code),
      [code],
    )
    t.notRegex(
      JSON.stringify(diagnostics.map(({ detail, fix, related }) => [detail, fix, related])),
      new RegExp(SECRET, 'i'),
    )
  },
  title: (_, text) => `the message hides the value of ${text}`,
})

test(hides, 'tonumber(var.secret)', 'STRM1422')
test(hides, 'var.secret + 1', 'STRM1407')
test(hides, 'var.settings[var.secret]', 'STRM1404')
test(hides, 'var.list[var.secret]', 'STRM1404')
test(hides, 'var.secret.x', 'STRM1403')
test(hides, '{ for x in [var.secret, var.secret] : x => 1 }', 'STRM1413')
test(hides, '{ (var.secret) = 1, (var.secret) = 2 }', 'STRM1413')
test(hides, '{ (var.secret) = 1 }.hunter3', 'STRM1403')
test(hides, '{ (var.secret) = 1 }["hunter3"]', 'STRM1404')
test(hides, 'jsondecode("[${var.secret}")', 'STRM1422')
test(hides, 'regex("[0-9]{9}", var.secret)', 'STRM1423')
test(hides, 'regex("(${var.secret}", "a")', 'STRM1422')
test(hides, 'replace("a", "/(${var.secret}/", "")', 'STRM1422')
test(hides, 'file(var.secret)', 'STRM1422')
test(hides, 'env(var.secret)', 'STRM1422')
test(hides, 'lookup({}, var.secret)', 'STRM1422')
test(hides, 'format("%${var.secret}", 1)', 'STRM1422')
test(hides, 'format("%d", var.secret)', 'STRM1422')
test(hides, 'base64decode(var.secret)', 'STRM1422')
