import type { VariantSettings } from '../model/kind.ts'
import { sameValue } from '../model/same-value.ts'

/** Things opened for settings: shared while in use, some kept open after it. */
export interface SharedPool<Thing> {
  readonly use: <Result>(which: VariantSettings, work: (thing: Thing) => Promise<Result>) => Promise<Result>
  /** What is open for these settings, or everything, is not given out again. */
  readonly forget: (which?: VariantSettings) => void
  /** Closes all; waits for what is in use. */
  readonly close: () => Promise<void>
}

interface Entry<Thing> {
  readonly which: VariantSettings
  readonly opened: Promise<Thing>
  users: number
  forgotten: boolean
}

/** So many stay open unused: enough for neighbours to share, few enough for thousands of resources. */
const KEPT = 32

export function makeSharedPool<Thing extends { close(): Promise<void> }>(
  open: (which: VariantSettings) => Promise<Thing>,
): SharedPool<Thing> {
  const entries = new Map<string, Entry<Thing>[]>()
  const idle = new Set<Entry<Thing>>()
  const closing = new Set<Promise<void>>()

  return {
    use: async (which, work) => {
      const entry = take(which)
      try {
        return await work(await entry.opened)
      } finally {
        giveBack(entry)
      }
    },
    forget: (which) => {
      const all = which === undefined ? [...entries.values()].flat() : (entries.get(keyOf(which)) ?? [])
      for (const entry of all) if (which === undefined || sameSettings(entry.which, which)) drop(entry)
    },
    close: async () => {
      for (const entry of [...entries.values()].flat()) drop(entry)
      await Promise.all(closing)
    },
  }

  function take(which: VariantSettings): Entry<Thing> {
    const key = keyOf(which)
    const known = entries.get(key)?.find((entry) => sameSettings(entry.which, which))
    const entry = known ?? { which, opened: open(which), users: 0, forgotten: false }
    if (known === undefined) entries.set(key, [...(entries.get(key) ?? []), entry])
    entry.users += 1
    idle.delete(entry)
    return entry
  }

  function giveBack(entry: Entry<Thing>): void {
    entry.users -= 1
    if (entry.users > 0) return
    if (entry.forgotten) return closeSoon(entry)
    idle.add(entry)
    const [oldest] = idle
    if (idle.size > KEPT && oldest !== undefined) drop(oldest)
  }

  function drop(entry: Entry<Thing>): void {
    const key = keyOf(entry.which)
    const others = (entries.get(key) ?? []).filter((other) => other !== entry)
    if (others.length === 0) entries.delete(key)
    else entries.set(key, others)
    idle.delete(entry)
    entry.forgotten = true
    if (entry.users === 0) closeSoon(entry)
  }

  function closeSoon(entry: Entry<Thing>): void {
    const closed = entry.opened.then(
      (thing) => thing.close(),
      () => undefined,
    )
    const done = closed.finally(() => closing.delete(done))
    closing.add(done)
  }
}

/** Secrets are masked in it, so it only narrows the search. */
function keyOf(which: VariantSettings): string {
  return JSON.stringify([which.variant, which.settings])
}

function sameSettings(a: VariantSettings, b: VariantSettings): boolean {
  return a.variant === b.variant && sameValue(a.settings, b.settings)
}
