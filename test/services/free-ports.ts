import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that outgoing connections take, so that a server that was stopped can have its port again. */
const LOWEST = 15_000
const HIGHEST = 32_000

/** Ports of 127.0.0.1 that nobody listens on, and that nobody else is given while this process lives. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isOurs(port)) ports.push(port)
  }
  return ports
}

/** Servers take a while to start. Until then the port of the same number for datagrams, which none of them uses, tells other processes. */
async function isOurs(port: number): Promise<boolean> {
  const claim = createSocket('udp4')
  try {
    claim.bind({ port, address: '127.0.0.1', exclusive: true })
    await once(claim, 'listening')
    claim.unref()
    if (await isFree(port)) return true
  } catch {
    // Somebody else has it.
  }
  claim.close()
  return false
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
