import test from 'ava'
import type { ConfigurationInput } from '../../src/desired/configuration.ts'
import { Secret } from '../../src/model/secret.ts'
import { readFiles } from './read-files.ts'
import { hcl, sound } from './sound.ts'

const KAFKA = (password: string): string =>
  `stream "a" {\n  kafka {\n    bootstrap_servers = ["b:1"]\n    topic = "t"\n    sasl {\n      mechanism = "PLAIN"\n      username = var.user\n      password = ${password}\n    }\n  }\n}\n`

test('readConfiguration() wraps sensitive fields and whatever comes of sensitive variables', (t) => {
  const [stream] = hcl(`variable "user" {\n  default = "hunter"\n  sensitive = true\n}\n${KAFKA('"x"')}`)
  const kafka = stream?.fields['kafka'] as { readonly sasl: { readonly username: unknown; readonly password: unknown } }
  t.true(kafka.sasl.username instanceof Secret)
  t.true(kafka.sasl.password instanceof Secret)
  t.is(kafka.sasl.password instanceof Secret ? kafka.sasl.password.reveal() : undefined, 'x')
})

test('readConfiguration() tells where secrets are written, through locals and variables', (t) => {
  const main = `variable "user" {\n  default = "me"\n}\nvariable "salt" {\n  sensitive = true\n  default = "SALT"\n}\nlocals {\n  password = "PART-\${local.rest}"\n  rest = "REST"\n  other = "public"\n}\n${KAFKA('"${local.password}${var.salt}TAIL"')}`
  const { sensitiveRanges } = sound({ 'main.strm.hcl': main, 'strmctl.vars.hcl': 'salt = "GIVEN"\n' })
  const texts = sensitiveRanges.map(({ file, start, end }) => {
    const text = file === 'main.strm.hcl' ? main : 'salt = "GIVEN"\n'
    return Buffer.from(text).subarray(start.byte, end.byte).toString()
  })
  t.deepEqual([...new Set(texts)].toSorted(), ['"GIVEN"', '"REST"', '"SALT"', 'PART-', 'TAIL'])
})

test('readConfiguration() lets later sources of a variable win', (t) => {
  const main = 'variable "x" {\n  default = "default"\n}\nstream "a" {\n  name = var.x\n}\n'
  const name = (files: { readonly [file: string]: string }, parts?: Partial<ConfigurationInput>): unknown =>
    sound({ 'main.strm.hcl': main, ...files }, parts).resources[0]?.fields['name']
  const environment = { STRMCTL_VAR_x: 'environment' }
  const vars = { 'strmctl.vars.yaml': 'x: vars\n' }
  const auto = { ...vars, 'a.auto.vars.hcl': 'x = "auto-a"\n', 'b.auto.vars.yaml': 'x: auto-b\n' }
  const option = { option: 'var', name: 'x', value: 'option' } as const
  const file = { option: 'var-file', file: { name: 'prod.hcl', text: 'x = "file"\n' } } as const
  t.is(name({}), 'default')
  t.is(name({}, { environment }), 'environment')
  t.is(name(vars, { environment }), 'vars')
  t.is(name(auto, { environment }), 'auto-b')
  t.is(name(auto, { environment, commandLine: [option] }), 'option')
  t.is(name(auto, { environment, commandLine: [option, file] }), 'file')
  t.is(name(auto, { environment, commandLine: [file, option] }), 'option')
})

test('readConfiguration() reads text of the command line by the type of the variable', (t) => {
  const main = `variable "list" {\n  type = list(string)\n}\nvariable "number" {\n  type = number\n}\nvariable "text" {}\nstream "a" {\n  for_each = var.list\n  name = "\${each.key}-\${var.number + 1}-\${var.text}"\n}\n`
  const commandLine = [
    { option: 'var', name: 'list', value: '["a", "b"]' },
    { option: 'var', name: 'number', value: '4' },
    { option: 'var', name: 'text', value: '[x' },
  ] as const
  const names = readFiles({ 'main.strm.hcl': main }, { commandLine }).diagnostics.map(({ code }) => code)
  t.deepEqual(names, ['STRM1500', 'STRM1500'])
})

test('readConfiguration() fills in optional attributes and drops unknown ones of an object', (t) => {
  const main = `variable "o" {\n  type = object({ a = string, n = optional(number, 7), z = optional(string) })\n  default = { a = 1, extra = true }\n}\nstream "s" {\n  name = jsonencode(var.o) == jsonencode({ a = "1", n = 7, z = null }) ? "same" : "other"\n}\n`
  t.is(hcl(main)[0]?.fields['name'], 'same')
})

test('readConfiguration() leaves variables without a value unknown where validate asks for that', (t) => {
  const files = { 'main.strm.hcl': 'variable "x" {}\nstream "a" {\n  name = var.x\n  kafka { topc = var.x }\n}\n' }
  const codes = (missingValues: 'reported' | 'unknown'): readonly string[] =>
    readFiles(files, { missingValues }).diagnostics.map(({ code }) => code)
  t.deepEqual(codes('reported'), ['STRM1281', 'STRM1224', 'STRM1220'])
  t.deepEqual(codes('unknown'), ['STRM1224', 'STRM1220'])
})
