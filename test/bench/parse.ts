import oracleParser from 'hcl2-parser'
import type * as ParseHcl from '../../src/syntax/hcl/parse-hcl.ts'
import { bundle } from './bundle.ts'
import type { Figure } from './figure.ts'
import { median, milliseconds } from './statistics.ts'

const BLOCKS = 5000
const ROUNDS = 5
/** Seconds. */
const BAR = 0.2

/** Our HCL parser, as it is built, beside the one that is the tests' oracle. */
export async function parse(): Promise<readonly Figure[]> {
  const text = Array.from({ length: BLOCKS }, (_, index) => block(index)).join('\n')
  const built = await bundle(new URL('../../src/syntax/hcl/parse-hcl.ts', import.meta.url))
  const { parseHcl } = (await import(built)) as typeof ParseHcl
  const oracle = oracleParser as unknown as { readonly parseToString: (text: string) => string }

  const first = time(() => parseHcl('bench.strm.hcl', text))
  const again = median(Array.from({ length: ROUNDS }, () => time(() => parseHcl('bench.strm.hcl', text))))
  const against = `hcl2-parser: ${milliseconds(time(() => oracle.parseToString(text)))}`
  return [
    { ...parsed('first', first, text), against },
    { ...parsed('again', again, text), against },
  ]
}

function parsed(which: string, elapsed: number, text: string): Figure {
  const value = `${milliseconds(elapsed)}, ${(text.length / 1000).toFixed(0)} kB`
  return { name: `HCL parse, ${BLOCKS} blocks, ${which}`, value, measured: elapsed / 1000, bar: BAR }
}

function time(use: () => unknown): number {
  const started = performance.now()
  use()
  return performance.now() - started
}

function block(index: number): string {
  return `batch_exporter "exporter-${index}" {
  stream         = stream.demo
  data_connector = data_connector.s3
  interval       = "60s"
  path_prefix    = "events/\${var.region}/${index}"
}
`
}
