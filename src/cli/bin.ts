#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { keepCompiledCode } from './process/keep-compiled-code.ts'

/** Version and the overview are answered before anything else is loaded, since loading the rest takes most of the time. */
function quickAnswer(args: readonly string[]): string | undefined {
  const [first, second] = args
  if (second === undefined && (first === '--version' || first === 'version' || first === '-v')) {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : ''
    return `strmctl ${String(version)}\n`
  }
  if (first === undefined || (second === undefined && (first === '--help' || first === '-h' || first === 'help'))) {
    return readFileSync(new URL('./help.txt', import.meta.url), 'utf8')
  }
  return undefined
}

const answer = quickAnswer(process.argv.slice(2))
if (answer === undefined) {
  // Only what loads after this gets its stack traces mapped back to the files of src.
  if (process.env['STRMCTL_DEBUG'] !== undefined) process.setSourceMapsEnabled(true)
  keepCompiledCode()
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  process.stdout.write(answer)
}
