import { checkDestination } from '../../../src/connectors/check-destination.ts'
import type { Connector, ConnectorDeps, ConnectorVariant, StoredObject } from '../../../src/model/connector.ts'
import { FieldReader } from '../../../src/model/field-reader.ts'
import type { Fields, FieldValues } from '../../../src/model/fields.ts'

/** A destination that only tests know: objects in the memory of the process, by the label of their drawer. */

const FIELDS: Fields = {
  label: { kind: 'field', value: { type: 'string' }, doc: 'Name of the drawer.', required: true, min: 1 },
}

const LIMITS = { keyBytes: 1024, metadataBytes: 2048 }

const DRAWERS = new Map<string, Map<string, StoredObject>>()

function placeOf(settings: FieldValues): string {
  return `drawer://${new FieldReader(settings).requiredText('label')}`
}

function openDrawer(settings: FieldValues, { uuid }: ConnectorDeps): Promise<Connector> {
  const place = placeOf(settings)
  const objects = DRAWERS.get(place) ?? new Map<string, StoredObject>()
  DRAWERS.set(place, objects)
  const sink: Connector['sink'] = {
    create: (object) => {
      if (objects.has(object.key)) return Promise.resolve('exists')
      // Memory of the caller is used again.
      objects.set(object.key, { ...object, body: [Buffer.concat(object.body)] })
      return Promise.resolve('created')
    },
    head: (key) => {
      const found = objects.get(key)
      const answer = found && ({ outcome: 'found', metadata: found.metadata, size: found.size } as const)
      return Promise.resolve(answer ?? { outcome: 'absent' })
    },
  }
  return Promise.resolve({
    limits: LIMITS,
    place,
    sink,
    check: (prefix, signal) =>
      checkDestination(
        {
          place,
          approach: [{ step: 'open the drawer', attempt: () => Promise.resolve() }],
          create: (object) => sink.create(object, signal),
          conditionalWrites: 'uncertain',
          head: (key) => sink.head(key, signal),
          remove: (key) => Promise.resolve(void objects.delete(key)),
          rights: { remove: 'removing' },
        },
        { prefix, uuid: uuid(), signal },
      ),
    list: async function* (prefix) {
      const below = [...objects.values()].filter(({ key }) => key.startsWith(prefix === '' ? '' : `${prefix}/`))
      yield* below.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, size }) => ({ key, size }))
      await Promise.resolve()
    },
    read: async function* (key) {
      yield* objects.get(key)?.body ?? []
      await Promise.resolve()
    },
    close: keepNothingOpen,
    [Symbol.asyncDispose]: keepNothingOpen,
  })
}

function keepNothingOpen(): Promise<void> {
  return Promise.resolve()
}

/** The one line of the catalogue. */
export const DRAWER: ConnectorVariant = {
  doc: 'A drawer.',
  fields: FIELDS,
  limits: LIMITS,
  listing: ({ label = '' }) => ({
    key: 'drawer',
    value: { label },
    targetName: typeof label === 'string' ? label : '',
  }),
  place: placeOf,
  url: {
    scheme: 'drawer',
    form: 'drawer://LABEL/PREFIX',
    locate: (url) => Promise.resolve({ settings: { label: url.host }, prefix: url.pathname.slice(1) }),
  },
  open: openDrawer,
}
