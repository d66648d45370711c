import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { ExecutionContext } from 'ava'
import type { FieldValues } from '../../../src/model/fields.ts'
import { Secret } from '../../../src/model/secret.ts'

/** How a store answers that is as bad as a test wants it. */
export type Respond = (request: IncomingMessage, response: ServerResponse) => void

export interface StubStore {
  readonly settings: FieldValues
  /** Method and path of what was asked, in order. */
  readonly asked: readonly string[]
}

export const STUB_SECRET = 'stub+secret/of+the+store'
export const STUB_KEY = 'STUBACCESSKEYID'

/** `respond` is asked for each request; `onContinue` for those that wait before they send their body. */
export async function stubStore(
  t: Pick<ExecutionContext, 'teardown'>,
  respond: Respond,
  onContinue?: Respond,
): Promise<StubStore> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    respond(request, response)
  })
  if (onContinue !== undefined) server.on('checkContinue', onContinue)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { settings: settingsFor(`http://127.0.0.1:${port}`), asked }
}

export function settingsFor(endpoint: string): FieldValues {
  return {
    bucket_name: 'bucket',
    endpoint,
    access_key_id: STUB_KEY,
    secret_access_key: new Secret(STUB_SECRET),
    multipart_threshold: 8 * 1024 * 1024,
  }
}

/** Reads the whole request, then answers. */
export function answering(status: number, body = '', headers: { readonly [name: string]: string } = {}): Respond {
  return (request, response) => {
    request.resume().once('end', () => response.writeHead(status, headers).end(request.method === 'HEAD' ? '' : body))
  }
}

/** An error as S3 tells it. */
export function s3ErrorBody(code: string, message = 'as the test wants it'): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`
}
