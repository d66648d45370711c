import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string }
}

/** Runs a command to its end and gives what it printed to standard output. Rejects, with all it printed, when it fails. */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    output.push(chunk)
    printed.push(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  await once(child, 'close')
  if (child.exitCode !== 0) {
    throw new Error(
      `${command.join(' ')} failed (${child.exitCode}):\n${Buffer.concat(printed).toString().slice(-8000)}`,
    )
  }
  return Buffer.concat(output).toString()
}
