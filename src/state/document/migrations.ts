import type { JsonObject } from '../../io/disk/json-value.ts'

/** Brings a document of one version to the next one. */
export interface Migration {
  readonly from: number
  readonly migrate: (document: JsonObject) => JsonObject
}

/** One for each version before the current one, without gaps. A release that changes the format adds a line and a fixture. */
export const MIGRATIONS: readonly Migration[] = []

/** The document in the newest version that the migrations lead to. */
export function migrate(document: JsonObject, migrations: readonly Migration[] = MIGRATIONS): JsonObject {
  const next = migrations.find((migration) => migration.from === document['version'])
  if (next === undefined) return document
  return migrate({ ...next.migrate(document), version: next.from + 1 }, migrations)
}
