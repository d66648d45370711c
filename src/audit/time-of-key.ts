const BATCH_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{3})?-/

/** The batch time that stands in an object's key, in milliseconds since the Unix epoch; nothing where there is none. */
export function timeOfKey(key: string): number | undefined {
  const match = BATCH_TIME.exec(key.slice(key.lastIndexOf('/') + 1))
  if (match === null) return undefined
  const time = Date.parse(`${match[1]}${match[2] ?? ''}Z`)
  return Number.isNaN(time) ? undefined : time
}
