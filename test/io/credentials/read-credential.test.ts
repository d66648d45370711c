import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { CredentialError } from '../../../src/io/credentials/credential-error.ts'
import { readCredential } from '../../../src/io/credentials/read-credential.ts'
import type { CredentialReference } from '../../../src/lib/credential-reference.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

const ENVIRONMENT = { KEY: 'key\r\n\n', EMPTY: '', BLANK_LINE: '\n' }

test('readCredential() takes newlines off the end of a value, a file and a variable alike, and nothing else', async (t) => {
  const directory = await temporaryDirectory(t)
  await writeFile(join(directory, 'key'), ' k e\ny \r\n\n')
  const places = { directory, environment: ENVIRONMENT }
  t.is(await readCredential({ from: 'value', text: ' key \n' }, places), ' key ')
  t.is(await readCredential({ from: 'file', path: 'key' }, places), ' k e\ny ')
  t.is(await readCredential({ from: 'environment', variable: 'KEY' }, places), 'key')
})

const refuses = test.macro({
  async exec(t, reference: CredentialReference, says: RegExp) {
    const directory = await temporaryDirectory(t)
    await writeFile(join(directory, 'empty'), '\n')
    const read = readCredential(reference, { directory, environment: ENVIRONMENT })
    t.regex((await t.throwsAsync(read, { instanceOf: CredentialError })).message, says)
  },
  title: (name = '') => `readCredential() refuses ${name}`,
})
test('a file that is absent', refuses, { from: 'file', path: 'none' }, /none" cannot be read \(it does not exist\)/)
test('a file that is a directory', refuses, { from: 'file', path: '.' }, /cannot be read \(EISDIR\)/)
test('an empty file', refuses, { from: 'file', path: 'empty' }, /The file "empty" is empty/)
test('a variable that is not set', refuses, { from: 'environment', variable: 'NONE' }, /"NONE" is not set/)
test('a variable that is empty', refuses, { from: 'environment', variable: 'EMPTY' }, /"EMPTY" is not set, or is empty/)
test('a variable of newlines', refuses, { from: 'environment', variable: 'BLANK_LINE' }, /"BLANK_LINE" is not set/)
