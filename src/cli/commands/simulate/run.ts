import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { declaredVariant, findVariant } from '../../../resources/variants.ts'
import { randomEvents } from '../../../simulate/random-events.ts'
import { runSimulation } from '../../../simulate/run-simulation.ts'
import { flagOf, listOf, numberOf, textOf, type Args, type RunCommand } from '../../arguments/command.ts'
import { compose } from '../../compose.ts'
import { WRONG_USAGE } from '../../diagnostics.ts'
import { EXIT } from '../../exit-code.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import { durationOf, sizeOf } from '../../arguments/read-quantity.ts'
import { systemClock } from '../../process/system-clock.ts'
import { systemIds } from '../../process/system-ids.ts'
import { viewFor } from '../../views/view-for.ts'

const USUAL_INTERVAL_MS = 1000

export const run: RunCommand = async (args, deps) => {
  const view = viewFor(deps)
  const [stream] = findByName(await readApplied(deps), 'stream', [textOf(args, 'stream') ?? ''])
  const composition = compose(deps)
  const { streams } = composition.rulesDeps
  const chosen = stream === undefined ? undefined : findVariant(stream.fields, streams)
  const variant = chosen === undefined ? undefined : declaredVariant(streams, chosen.variant)
  if (chosen === undefined || variant?.openWriter === undefined) throw wrong('This stream cannot be written to')
  const tell = (sent: number): void => {
    if (!flagOf(args, 'quiet'))
      view.answer(`Sent ${sent} events to "${textOf(args, 'stream')}"\n`, 'simulated', { sent })
  }
  const writer = await variant.openWriter(chosen.settings, composition.streamDeps)
  try {
    const sent = await runSimulation({
      ...paceOf(args),
      writer,
      next: randomEvents(shapeOf(args)),
      clock: systemClock,
      onProgress: tell,
      signal: deps.signals.finish,
    })
    tell(sent)
  } finally {
    await writer.close()
  }
  return EXIT.ok
}

/** With a count but without an interval or a rate: as fast as possible. */
function paceOf(args: Args): { intervalMs: number; count?: number; durationMs?: number } {
  const [rate, interval, count, durationMs] = [
    numberOf(args, 'rate'),
    numberOf(args, 'interval'),
    numberOf(args, 'count'),
    durationOf(args, 'duration'),
  ]
  if (rate !== undefined && interval !== undefined)
    throw wrong('"--rate" and "--interval" say the same thing: give one of them')
  if (rate !== undefined && !(rate > 0)) throw wrong('"--rate" needs a number above 0')
  if (interval !== undefined && !(interval >= 0)) throw wrong('"--interval" needs a number of milliseconds, 0 or more')
  if (count !== undefined && !(Number.isInteger(count) && count >= 0)) throw wrong('"--count" needs a whole number')
  const usual = count === undefined ? USUAL_INTERVAL_MS : 0
  const intervalMs = rate === undefined ? (interval ?? usual) : 1000 / rate
  return { intervalMs, ...(count === undefined ? {} : { count }), ...(durationMs === undefined ? {} : { durationMs }) }
}

function shapeOf(args: Args): Parameters<typeof randomEvents>[0] {
  const size = sizeOf(args, 'size')
  const sessionRange = numberOf(args, 'session-range') ?? USUAL_SESSIONS
  if (!(Number.isInteger(sessionRange) && sessionRange > 0))
    throw wrong('"--session-range" needs a whole number above 0')
  return {
    seed: textOf(args, 'seed') ?? systemIds.uuid(),
    schema: textOf(args, 'schema') === 'clickstream' ? 'clickstream' : 'random',
    sessionRange,
    sessionPrefix: textOf(args, 'session-prefix') ?? 'session',
    purposes: purposesOf(listOf(args, 'purposes')),
    ...(size === undefined ? {} : { size }),
  }
}

const USUAL_SESSIONS = 1000

function purposesOf(texts: readonly string[]): readonly number[] {
  const numbers = texts.flatMap((text) => text.split(',')).map(Number)
  if (numbers.some((number) => !Number.isInteger(number)))
    throw wrong('"--purposes" needs whole numbers, as in "--purposes 0,1"')
  return numbers
}

function wrong(detail: string): DiagnosedError {
  return new DiagnosedError([
    diagnose(WRONG_USAGE, { detail: `${detail}. "strmctl simulate --help" shows how it is written.` }),
  ])
}
