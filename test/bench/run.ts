import { cpus } from 'node:os'
import { exportStream } from './export.ts'
import { figureLine, isOverBar, type Bench } from './figure.ts'
import { idle } from './idle.ts'
import { parse } from './parse.ts'
import { startUp } from './start-up.ts'
import { triples } from './triples.ts'

const BENCHES: Readonly<Record<string, Bench>> = { 'start-up': startUp, parse, triples, export: exportStream, idle }

/** `npm run bench [-- NAME…]`: leaves with 1 when a figure is over its bar. Nothing else should run on the machine. */
async function main(names: readonly string[]): Promise<void> {
  console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}\n`)
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const bench = BENCHES[name]
    if (bench === undefined) throw new Error(`No bench is called "${name}": ${Object.keys(BENCHES).join(', ')}`)
    for (const figure of await bench()) {
      console.log(figureLine(figure))
      if (isOverBar(figure)) process.exitCode = 1
    }
  }
}

await main(process.argv.slice(2))
