import test from 'ava'
import { readFiles } from '../../desired/read-files.ts'

const told = test.macro({
  exec(t, settings: string, says: RegExp | undefined) {
    const text = `data_connector "lake" {\n  s3_bucket {\n    bucket_name = "lake"\n    ${settings}\n  }\n}\n`
    const { diagnostics } = readFiles({ 'main.strm.hcl': text })
    t.is(diagnostics.length, says === undefined ? 0 : 1)
    if (says === undefined) return
    t.is(diagnostics[0]?.code, 'STRM1509')
    t.regex(diagnostics[0]?.detail ?? '', says)
    t.notRegex(JSON.stringify(diagnostics), /hush/)
    t.true((diagnostics[0]?.range?.start.line ?? 0) >= 4)
  },
  title: (_: string | undefined, settings: string) =>
    `validate knows an s3_bucket with ${settings.replaceAll('\n', ',')}`,
})

test(told, '', undefined)
test(told, 'credentials_file = "key.json"', undefined)
test(told, 'access_key_id = "A"\nsecret_access_key = "hush"', undefined)
test(told, 'access_key_id = "A"\nsecret_access_key = "hush"\nsession_token = "hush"', undefined)
test(told, 'credentials_file = "key.json"\nprofile = "p"', /two ways to log in/)
test(told, 'credentials_env = "KEY"\ncredentials = "hush"', /"credentials" and "credentials_env" are two ways/)
test(told, 'access_key_id = "A"', /set "secret_access_key" too/)
test(told, 'secret_access_key = "hush"', /set "access_key_id" too/)
test(told, 'profile = "p"\nsession_token = "hush"', /"session_token" belongs to an access key/)
