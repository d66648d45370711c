import type { RecoverySteps } from '../state-backend.ts'
import { journalDirectory, listBackups, type LocalPlace } from './local-place.ts'

export function localRecovery(place: LocalPlace): RecoverySteps {
  const { path } = place
  const journal = journalDirectory(place)
  return {
    document: `The state file "${path}"`,
    log: `The journal "${journal}"`,
    withLog: `The journal beside it has everything: move the file away (mv "${path}" "${path}.damaged") and run the command again; the file is written anew.`,
    withDocument: (serial) =>
      `The state file has everything up to serial ${serial}. Stop every strmctl that uses this state, move the journal away (mv "${journal}" "${journal}.damaged"), and look with "strmctl plan" at what differs: steps after that serial are not in it.`,
    withBackup: () => stepsWithBackup(place),
    withOneOfTwo: `If the journal is the right one, move the file away; if the file is, stop every strmctl that uses this state and move the journal away (mv "${journal}" "${journal}.other").`,
  }
}

async function stepsWithBackup(place: LocalPlace): Promise<string> {
  const { path } = place
  const journal = journalDirectory(place)
  const newest = (await listBackups(place)).at(-1)
  const away = `Stop every strmctl that uses this state and move both away (mv "${path}" "${path}.damaged"; mv "${journal}" "${journal}.damaged")`
  if (newest === undefined)
    return `There is no backup beside it. ${away}, and put a copy of the state file from your own backups in its place.`
  return `${away}, put the newest backup in its place (cp "${newest}" "${path}"), and look with "strmctl plan" at what differs: steps after that backup are not in it.`
}
