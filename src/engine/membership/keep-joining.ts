import type { Generation, Ledger } from '../../model/ledger.ts'
import { retryDelay } from '../../lib/retry-delay.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { RejoinNeeded } from './rejoin-needed.ts'
import type { Exporter } from '../exporter.ts'
import { messageOf } from '../../lib/message-of.ts'

export interface Joining {
  readonly exporter: Exporter
  readonly ledger: Ledger
  /** Ends the waiting for membership; work that goes on ends itself. */
  readonly signal: AbortSignal
}

/** Joins and works, again after each loss of the membership; after a write of unknown outcome as a new member (rule 3). */
export async function keepJoining<T>(joining: Joining, work: (generation: Generation) => Promise<T>): Promise<T> {
  const { exporter, ledger } = joining
  let fresh = false
  for (let number = 1; ; number++) {
    const joinedAt = exporter.world.clock.monotonic()
    try {
      return await work(await join(joining, fresh))
    } catch (error) {
      if (!(error instanceof RejoinNeeded)) throw error
      exporter.world.emit({ event: 'rejoining', exporter: exporter.name, why: error.message })
      fresh = error.fresh
      if (fresh) await leave(exporter, ledger)
      if (hasLasted(exporter, joinedAt)) number = 0
      if (number > 1) await rest(joining, number)
    }
  }
}

/** Best effort: where it fails, others wait for the time-out of this member. */
export async function leave(exporter: Exporter, ledger: Ledger): Promise<void> {
  try {
    await ledger.leave()
  } catch (error) {
    const why = `the ledger could not be left (${messageOf(error)}); its time-out will do that`
    exporter.world.emit({ event: 'waiting', exporter: exporter.name, why })
  }
}

function join({ exporter, ledger, signal }: Joining, fresh: boolean): Promise<Generation> {
  const onWait = (why: string) => exporter.world.emit({ event: 'waiting', exporter: exporter.name, why })
  const attempt = () => ledger.join({ fresh, signal, onWait })
  return retryUntilDone(exporter, { what: 'join the ledger', signal }, attempt)
}

/** A membership that lasted was a good one: the next loss is a first one. */
function hasLasted({ world }: Exporter, joinedAt: number): boolean {
  return world.clock.monotonic() - joinedAt > world.settings.retry.maxMs
}

async function rest({ exporter: { world }, signal }: Joining, number: number): Promise<void> {
  await world.clock.sleep(retryDelay(world.settings.retry, number, world.random()), signal)
}
