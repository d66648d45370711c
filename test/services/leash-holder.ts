import { Leash } from './leash.ts'

/** A process that holds a server, tells what it is, and waits to be killed. */
async function main(): Promise<void> {
  const leash = await Leash.open()
  const command = [process.execPath, '-e', `setInterval(() => {}, 1e6); console.log('go')`]
  const server = await leash.start({ name: 'held', command, ready: 'go' })
  console.log(JSON.stringify({ server: server.pid, leash: leash.pid, directory: leash.directory }))
}

await main()
