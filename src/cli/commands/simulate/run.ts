import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { declaredVariant, findVariant } from '../../../resources/variants.ts'
import { randomEvents } from '../../../simulate/random-events.ts'
import { runSimulation } from '../../../simulate/run-simulation.ts'
import type { ArgsOf, RunCommand } from '../../arguments/command.ts'
import { compose } from '../../compose.ts'
import { WRONG_USAGE } from '../../diagnostics.ts'
import { EXIT } from '../../exit-code.ts'
import { systemClock } from '../../process/system-clock.ts'
import { systemIds } from '../../process/system-ids.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import type { SIMULATE } from './spec.ts'
import { sentView } from './view.ts'

const USUAL_INTERVAL_MS = 1000

type SimulateArgs = ArgsOf<typeof SIMULATE>

export const run: RunCommand<typeof SIMULATE> = async (args, deps) => {
  const pace = paceOf(args)
  const [stream] = findByName(await readApplied(deps), 'stream', [args.stream])
  const { rulesDeps, streamDeps } = compose(deps)
  const { streams } = rulesDeps
  const chosen = stream === undefined ? undefined : findVariant(stream.fields, streams)
  if (chosen === undefined) throw wrong('This stream cannot be written to')
  const report = (sent: number): void => {
    if (!args.quiet) deps.view.show(sentView, { stream: args.stream, sent })
  }
  const writer = await declaredVariant(streams, chosen.variant).openWriter(chosen.settings, streamDeps)
  try {
    const sent = await runSimulation({
      ...pace,
      writer,
      next: randomEvents(shapeOf(args)),
      clock: systemClock,
      onProgress: report,
      signal: deps.signals.finish,
    })
    report(sent)
  } finally {
    await writer.close()
  }
  return EXIT.ok
}

interface Pace {
  readonly intervalMs: number
  readonly count?: number
  readonly durationMs?: number
}

/** With a count but without an interval or a rate: as fast as possible. */
function paceOf({ rate, interval, count, duration }: SimulateArgs): Pace {
  if (rate !== undefined && interval !== undefined)
    throw wrong('"--rate" and "--interval" set the same thing: give one of them')
  const usual = count === undefined ? USUAL_INTERVAL_MS : 0
  const intervalMs = rate === undefined ? (interval ?? usual) : 1000 / rate
  return {
    intervalMs,
    ...(count === undefined ? {} : { count }),
    ...(duration === undefined ? {} : { durationMs: duration }),
  }
}

function shapeOf(args: SimulateArgs): Parameters<typeof randomEvents>[0] {
  const { seed, schema, purposes, size } = args
  return {
    seed: seed ?? systemIds.uuid(),
    schema,
    sessionRange: args['session-range'],
    sessionPrefix: args['session-prefix'],
    purposes: purposes.flat(),
    ...(size === undefined ? {} : { size }),
  }
}

function wrong(detail: string): DiagnosedError {
  return new DiagnosedError([
    diagnose(WRONG_USAGE, { detail: `${detail}. "strmctl simulate --help" shows how it is written.` }),
  ])
}
