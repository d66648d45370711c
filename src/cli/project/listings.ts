import { InternalError } from '../../model/internal-error.ts'
import type { Catalogues, KindListing, KindRules, ListingDeps, ResourceRef } from '../../model/kind.ts'
import type { RecordedResource, State } from '../../model/state.ts'
import { KIND_RULES } from '../../resources/catalogue.ts'

import { nameOf } from './resource-name.ts'

/** What `list` and `get` show of one resource: the original's JSON object and its row in a table. */
export interface Listing {
  readonly name: string
  readonly json: { readonly [key: string]: unknown }
  readonly row: readonly string[]
  /** What depends on it, by kind; empty where nobody asked for it. */
  readonly dependents: readonly ListedKind[]
}

/** Listings of one kind, with its words. */
export interface ListedKind {
  /** Keys of the JSON answer: `dataConnector`, `dataConnectors`. */
  readonly one: string
  readonly many: string
  readonly columns: KindListing['columns']
  readonly listings: readonly Listing[]
}

export interface ListingRequest {
  readonly state: State
  readonly kind: RecordedResource['kind']
  readonly catalogues: Catalogues
  readonly recursive: boolean
}

/** All applied resources of a kind by name. */
export function listingsOf({ state, kind, catalogues, recursive }: ListingRequest): ListedKind {
  const deps = { ...catalogues, refTo: (address: string) => refTo(address, state) }
  const rules = KIND_RULES.find((each) => each.kind === kind)
  if (rules === undefined) throw new InternalError(`Cannot list "${kind}": no such kind is known`)
  return listKind(rules, { resources: state.resources, dependentsAmong: recursive ? state.resources : [], deps })
}

function refTo(address: string, { resources, lineage: projectId }: State): ResourceRef {
  const found = resources.find((resource) => resource.address === address)
  return { name: found === undefined ? address : nameOf(found), projectId }
}

interface Shown {
  readonly resources: readonly RecordedResource[]
  readonly dependentsAmong: readonly RecordedResource[]
  readonly deps: ListingDeps
}

function listKind({ kind, plural, listing }: KindRules, shown: Shown): ListedKind {
  const listings = shown.resources
    .filter((resource) => resource.kind === kind)
    .map((resource) => listOne(resource, listing, shown))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return { one: camelCase(kind), many: camelCase(plural), columns: listing.columns, listings }
}

function listOne(resource: RecordedResource, listing: KindListing, { dependentsAmong, deps }: Shown): Listing {
  const { cells, json } = listing.show(resource.fields, deps)
  const { name } = deps.refTo(resource.address)
  const users = dependentsAmong.filter(({ dependsOn }) => dependsOn.includes(resource.address))
  const dependents = KIND_RULES.map((rules) => listKind(rules, { resources: users, dependentsAmong: [], deps }))
  return {
    name,
    json: { ref: deps.refTo(resource.address), ...json },
    row: [name, ...cells],
    dependents: dependents.filter(({ listings }) => listings.length > 0),
  }
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
