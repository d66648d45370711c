import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface FormPost {
  readonly url: string
  readonly form: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** PEM of the authorities to trust instead of those of the system. */
  readonly ca: string | undefined
  readonly signal: AbortSignal
}

const MAX_CHARACTERS = 1024 * 1024

/** Status and text of the answer, whatever the status; redirects are not followed. Rejects with the error of the socket. */
export async function postForm(post: FormPost): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await send(post)
  return { status: answer.statusCode ?? 0, text: await readText(answer) }
}

function send({ url, form, headers, ca, signal }: FormPost): Promise<IncomingMessage> {
  const request = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest
  const options = {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    signal,
    ...(ca === undefined ? {} : { ca }),
  }
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end(new URLSearchParams(form).toString())
  })
}

async function readText(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > MAX_CHARACTERS) throw new Error(`the answer has more than ${MAX_CHARACTERS} characters`)
  }
  return text
}
