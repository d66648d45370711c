import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Two halves of 4 MiB. */
const ENOUGH_BYTES = 8 << 20
/** Later ones may not know the flag, and would say so on standard error. */
const LAST_KNOWN_NODE = 24

/**
 * Ends the growth of V8's space for young objects, which would come to two halves of 16 MiB, at about a quarter of that: an export
 * holds its bytes outside the heap and makes few objects that live on. The most that it may hold is fixed when Node
 * starts; only by how much it grows can be set later.
 */
export function boundYoungSpace(): void {
  if (Number.parseInt(process.versions.node, 10) > LAST_KNOWN_NODE) return
  const collections = new PerformanceObserver(() => {
    if (youngBytes() < ENOUGH_BYTES) return
    setFlagsFromString('--semi-space-growth-factor=1')
    collections.disconnect()
  })
  collections.observe({ entryTypes: ['gc'] })
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0
}
