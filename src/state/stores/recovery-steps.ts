import type { LocalPlace } from './local-place.ts'
import { journalDirectory, listBackups } from './local-place.ts'

/** What to do by hand when the state file cannot be used but the journal can. */
export function stepsWithJournal({ path }: LocalPlace): string {
  return `The journal beside it has everything: move the file away (mv "${path}" "${path}.damaged") and run the command again; the file is written anew.`
}

/** What to do by hand when the journal cannot be used but the state file can. */
export function stepsWithFile(place: LocalPlace, serial: number): string {
  const journal = journalDirectory(place)
  return `The state file has everything up to serial ${serial}. Stop every strmctl that uses this state, move the journal away (mv "${journal}" "${journal}.damaged"), and look with "strmctl plan" at what differs: steps after that serial are not in it.`
}

/** What to do by hand when neither can be used; names the newest backup. */
export async function stepsWithBackup(place: LocalPlace): Promise<string> {
  const { path } = place
  const journal = journalDirectory(place)
  const newest = (await listBackups(place)).at(-1)
  const away = `Stop every strmctl that uses this state and move both away (mv "${path}" "${path}.damaged"; mv "${journal}" "${journal}.damaged")`
  if (newest === undefined)
    return `There is no backup beside it. ${away}, and put a copy of the state file from your own backups in its place.`
  return `${away}, put the newest backup in its place (cp "${newest}" "${path}"), and look with "strmctl plan" at what differs: steps after that backup are not in it.`
}
