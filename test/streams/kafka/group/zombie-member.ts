import { openCluster } from '../../../../src/io/kafka/cluster.ts'
import type { GroupSettings } from '../../../../src/streams/kafka/group/group-settings.ts'
import { KafkaLedger } from '../../../../src/streams/kafka/ledger.ts'
import { SETTINGS } from '../kafka-place.ts'
import { answerCommands } from '../../answer-commands.ts'
import { systemClock } from '../../system-clock.ts'

/** A member in a process of its own. */
const [, , bootstrap = '', topic = '', group = '', changes = '{}'] = process.argv
const times = { requestTimeoutMs: 10_000, connectTimeoutMs: 10_000 }
const cluster = openCluster({ bootstrapServers: bootstrap.split(','), clientId: 'child', ...times })
const settings = { ...SETTINGS, ...(JSON.parse(changes) as Partial<GroupSettings>), topic, group, uid: 'u1' }
const ledger = new KafkaLedger({ cluster, clock: systemClock, settings })
answerCommands(() => ledger.join({ fresh: true, signal: new AbortController().signal }))
