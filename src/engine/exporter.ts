import type { Diagnostic } from '../model/diagnostic.ts'
import type { ExportJob, Revision } from '../model/export-job.ts'
import type { RecordDecoder } from '../model/record-decoder.ts'
import { decoderVariant } from '../model/record-decoder.ts'
import type { CrashPoint, EngineWorld } from './world.ts'
import type { ProtocolRules } from './decide/protocol-rules.ts'
import type { StopRace, StopSignals } from './stop-race.ts'
import { PROTOCOL_RULES } from './decide/protocol-rules.ts'
import { Connectors } from './objects/connectors.ts'
import { exporterStops } from './stop-race.ts'
import { OpenRetries } from './waiting/open-retries.ts'

/** What everything in one running exporter shares. */
export class Exporter {
  readonly name: string
  readonly job: () => ExportJob
  readonly world: EngineWorld
  readonly stops: StopRace
  readonly rules: ProtocolRules
  readonly connectors: Connectors
  readonly retries = new OpenRetries()
  readonly #warned = new Set<string>()
  readonly #decoders = new Map<string, RecordDecoder | undefined>()
  #incomplete = false

  constructor(job: () => ExportJob, world: EngineWorld, signals: StopSignals) {
    this.name = job().name
    this.job = job
    this.world = world
    this.stops = exporterStops(signals, world)
    this.rules = world.rules ?? PROTOCOL_RULES
    this.connectors = new Connectors(this)
  }

  /** An object was written without all the records that were announced. */
  get incomplete(): boolean {
    return this.#incomplete
  }

  /** Of the values that objects of this revision are made of, opened once; nothing where values are the records. */
  decoderOf({ decoder: name }: Revision): RecordDecoder | undefined {
    if (!this.#decoders.has(name)) this.#decoders.set(name, decoderVariant(this.world.decoders, name).open?.())
    return this.#decoders.get(name)
  }

  noteIncomplete(diagnostic: Diagnostic): void {
    this.#incomplete = true
    this.warn(diagnostic)
  }

  warn(diagnostic: Diagnostic): void {
    this.world.emit({
      event: 'warning',
      exporter: this.name,
      diagnostic: { address: this.job().address, ...diagnostic },
    })
  }

  /** A warning that would say nothing new the second time. */
  warnOnce(diagnostic: Diagnostic): void {
    if (this.#warned.has(diagnostic.code)) return
    this.#warned.add(diagnostic.code)
    this.warn(diagnostic)
  }

  /** Many exporters that start together overrun neither the process nor what they connect to. */
  startWithinLimit<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const { startLimit } = this.world
    return startLimit === undefined ? work() : startLimit.run(signal, work)
  }

  async close(): Promise<void> {
    this.stops.release()
    await this.connectors.close()
  }

  async crashPoint(name: CrashPoint): Promise<void> {
    await this.world.crashPoint?.(name)
  }
}
