import test from 'ava'
import { planOf, type RunPlan } from './run-plan.ts'
import { CRASH_POINTS } from './workers.ts'

const PLANS = Array.from({ length: 10 }, (_, run) => planOf(run))

test('planOf() reaches each crash point and each kind in ten runs', (t) => {
  const reached = new Set(PLANS.flatMap(({ crashAt }) => crashAt.map((point) => point.replace(/:.*/, ''))))
  t.deepEqual([...reached].toSorted(), CRASH_POINTS.toSorted())
  const lacking = KINDS.filter((kind) => !PLANS.some(kind))
  t.deepEqual(lacking.map(String), [])
})

const KINDS: readonly ((plan: RunPlan) => boolean)[] = [
  ({ workers }) => workers === 3,
  ({ members }) => members === 2,
  ({ exporters }) => exporters === 2,
  ({ exporters }) => exporters === 3,
  ({ brokers }) => brokers === 3,
  ({ compression }) => compression === 'gzip',
  ({ compression }) => compression === 'zstd',
  ({ deadLetters }) => deadLetters,
  ({ transactions }) => transactions,
  ({ largeRecords }) => largeRecords,
  ({ tightDisk }) => tightDisk,
  ({ littleMemory }) => littleMemory,
  ({ comeAndGo }) => comeAndGo,
  ({ staticMembership }) => staticMembership,
  ({ zombies }) => zombies,
  ({ outage }) => outage,
]
