import { DirectoryLedger } from '../../../src/streams/directory/ledger.ts'
import { answerCommands } from '../answer-commands.ts'
import { systemClock } from '../system-clock.ts'

/** A member in a process of its own. */
const [, , root = '', leaseMs = ''] = process.argv
const ledger = new DirectoryLedger(root, 'u1', { clock: systemClock, leaseMs: Number(leaseMs) })
answerCommands(() => ledger.join({ fresh: true, signal: new AbortController().signal }))
