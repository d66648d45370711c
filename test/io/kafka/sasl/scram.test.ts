import test from 'ava'
import { KafkaConnectError } from '../../../../src/io/kafka/errors.ts'
import type { PasswordCredentials } from '../../../../src/io/kafka/sasl/credentials.ts'
import { scram } from '../../../../src/io/kafka/sasl/scram.ts'

const USER = { mechanism: 'SCRAM-SHA-256', username: 'user', password: 'pencil' } as const
const NONCE = 'rOprNGfwEbeRWgbNEkqO'

// The example of RFC 7677, section 3.
const SERVER_FIRST = `r=${NONCE}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`
const CLIENT_FINAL = `c=biws,r=${NONCE}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`
const SERVER_FINAL = 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='

/** What we sent, given these answers. */
async function exchange(answers: readonly string[], user: PasswordCredentials = USER): Promise<readonly string[]> {
  const client = scram(user, NONCE)
  const sent: string[] = []
  let step = await client.next(Buffer.alloc(0))
  for (const answer of answers) {
    if (step.done === true) break
    sent.push(step.value.toString())
    step = await client.next(Buffer.from(answer))
  }
  return sent
}

test('scram() does what the example of RFC 7677 does', async (t) => {
  t.deepEqual(await exchange([SERVER_FIRST, SERVER_FINAL]), [`n,,n=user,r=${NONCE}`, CLIENT_FINAL])
})

test('scram() hides commas and equal signs of the user', async (t) => {
  const [first] = await exchange([SERVER_FIRST], { ...USER, username: 'a,b=c' })
  t.is(first, `n,,n=a=2Cb=3Dc,r=${NONCE}`)
})

for (const { title, answers } of [
  { title: 'does not prove that it knows the password', answers: [SERVER_FIRST, `v=${'A'.repeat(43)}=`] },
  { title: 'proves nothing', answers: [SERVER_FIRST, 'e=other-error'] },
  { title: 'answers to another nonce', answers: [SERVER_FIRST.replace('rOpr', 'xxxx')] },
  { title: 'adds nothing to our nonce', answers: [`r=${NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`] },
  { title: 'asks for few iterations', answers: [SERVER_FIRST.replace('4096', '1')] },
  { title: 'asks for endless iterations', answers: [SERVER_FIRST.replace('4096', '2000000000')] },
  { title: 'cannot be understood', answers: ['hello'] },
]) {
  test(`scram() does not trust a broker that ${title}`, async (t) => {
    const error = await t.throwsAsync(exchange(answers), { instanceOf: KafkaConnectError })
    t.is(error.reason, 'authentication')
    t.false(error.message.includes(USER.password))
  })
}
