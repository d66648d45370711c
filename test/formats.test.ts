import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { writeCandidate } from '../src/connectors/local-directory/metadata.ts'
import { Root } from '../src/connectors/local-directory/root.ts'
import { deadLetter } from '../src/engine/decide/dead-letter.ts'
import { JSONL } from '../src/formats/jsonl/jsonl.ts'
import { CountedLines } from '../src/io/disk/counted-lines.ts'
import { decodeLine, encodeLine } from '../src/io/disk/journal-line.ts'
import { parseJson } from '../src/io/disk/json-value.ts'
import type { JsonValue } from '../src/io/disk/json-value.ts'
import { crc32c } from '../src/lib/crc32c.ts'
import { objectKey } from '../src/model/object-key/object-key.ts'
import { decodeMetadata, encodeMetadata } from '../src/model/stored-metadata.ts'
import { Secret } from '../src/model/secret.ts'
import { parseDocument } from '../src/state/document/parse-document.ts'
import { printDocument } from '../src/state/document/state-document.ts'
import { foldEntries } from '../src/state/journal/entries.ts'
import { rawKey } from '../src/state/secrets/raw-key.ts'
import { openResource, withProof } from '../src/state/secrets/resource-codec.ts'
import { stateKeys } from '../src/state/secrets/state-keys.ts'
import { decodeEntries, encodeEntries } from '../src/streams/directory/ledger-payload.ts'
import { createTopic, readTopic } from '../src/streams/directory/topic-file.ts'
import { commitOf, entryOf } from '../src/streams/kafka/committed-entry.ts'
import {
  readAssignment,
  readSubscription,
  writeAssignment,
  writeSubscription,
} from '../src/streams/kafka/group/consumer-protocol.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const PAGE = new URL('../src/state/FORMAT.md', import.meta.url)

/** The example of that name on the page, without its last newline. */
async function example(name: string): Promise<string> {
  const text = new RegExp(`^\`\`\`text ${name}\n(.*?)\n\`\`\`$`, 'ms').exec(await readFile(PAGE, 'utf8'))?.[1]
  if (text === undefined) throw new Error(`Cannot find the example "${name}" in src/state/FORMAT.md`)
  return text
}

async function exampleState() {
  const parsed = parseDocument(`${await example('state-document')}\n`)
  if (parsed.outcome !== 'state') throw new Error(`Cannot read the state of the example: it is ${parsed.outcome}`)
  return parsed.state()
}

test('the state document of FORMAT.md is read, and written byte for byte', async (t) => {
  const state = await exampleState()
  t.is(printDocument(state, '0.1.0'), `${await example('state-document')}\n`)
  t.is(state.serial, 2)
  t.deepEqual(
    state.resources().map(({ address }) => address),
    ['data_connector.s3'],
  )
})

test('the state document of FORMAT.md is refused when a byte of its content changes, and not for its layout', async (t) => {
  const text = await example('state-document')
  t.is(parseDocument(text.replace('lake', 'sea')).outcome, 'altered')
  t.is(parseDocument(JSON.stringify(JSON.parse(text))).outcome, 'state')
})

test('the secret of FORMAT.md opens with its key, in its place only, and its proof fits', async (t) => {
  const state = await exampleState()
  const { lineage, encryption } = state
  const key = rawKey(await example('state-key'))
  if (encryption === undefined || key === undefined) return t.fail('the example has no key')
  const found = await stateKeys({ STRMCTL_STATE_KEY: await example('state-key') }).find(lineage, encryption)
  t.deepEqual(found.bytes, key)
  const stored = state.resources().at(0)
  if (stored === undefined) return t.fail('the example has no resource')
  const opened = openResource(stored, { lineage, key })
  t.deepEqual(opened.fields['s3_bucket'], { bucket_name: 'lake', secret_access_key: new Secret('hush') })
  t.is(withProof({ ...stored, proof: '' }, { lineage, key }).proof, stored.proof)
  const moved = { ...stored, address: 'data_connector.other' }
  t.throws(() => openResource(withProof(moved, { lineage, key }), { lineage, key }))
})

test('the journal of FORMAT.md is read line by line, each counts, and it tells the state', async (t) => {
  const file = Buffer.from(`${await example('state-journal')}\n`)
  const counted = new CountedLines()
  for (const piece of file
    .toString()
    .split('\n')
    .filter((text) => text !== '')) {
    const decoded = decodeLine(Buffer.from(piece))
    t.is(counted.take(decoded?.line, decoded?.checksum), 'counts', piece)
    if (decoded?.line !== undefined) t.is(encodeLine(decoded.line).toString(), `\n${piece}\n`)
  }
  t.true(counted.complete)
  t.true(counted.released)
  t.is(counted.lease?.holder.operation, 'apply')
  const state = foldEntries(counted.payloads)
  t.is(state.serial, 2)
  t.deepEqual(
    state.resources().map(({ address }) => address),
    ['stream.demo'],
  )
  t.deepEqual(state.pending(), [])
})

test('the two ledger entries of FORMAT.md are one entry, read and written alike', async (t) => {
  const [inKafka, inFile] = [await example('kafka-entry'), await example('file-entry')]
  const entry = entryOf({ committedOffset: 1200, committedMetadata: inKafka })
  t.deepEqual(commitOf(entry), { committedOffset: 1200, committedLeaderEpoch: 5, committedMetadata: inKafka })
  const payload: JsonValue = parseJson(inFile)
  t.deepEqual(decodeEntries([payload]), new Map([[0, entry]]))
  t.deepEqual(encodeEntries(new Map([[0, entry]])), payload)
})

test('what members of a group tell each other is as in FORMAT.md', async (t) => {
  const [subscription = '', assignment = ''] = (await example('group-member')).split('\n')
  const [told, given] = [
    { topic: 'demo', owned: [0, 1], generation: 7, partitions: 3 },
    { partitions: [0, 1], partitionCount: 3 },
  ]
  t.is(writeSubscription(told).toString('hex'), subscription)
  t.deepEqual(readSubscription(Buffer.from(subscription, 'hex')), told)
  t.is(writeAssignment('demo', given).toString('hex'), assignment)
  t.deepEqual(readAssignment(Buffer.from(assignment, 'hex'), 'demo'), given)
})

test('the stream file of FORMAT.md is what is written and read', async (t) => {
  const root = await temporaryDirectory(t)
  const topic = { topic: '0b6d4f0e-1a35-4f5f-9f0b-6c1d6a1b7c11', partitions: 3, madeDirectory: true }
  await createTopic(root, topic)
  t.is(await readFile(join(root, '.strmctl', 'stream.json'), 'utf8'), `${await example('stream-file')}\n`)
  t.deepEqual(await readTopic(root), topic)
})

test('the object keys of FORMAT.md are those that are made', async (t) => {
  const layout = { pathPrefix: 'events', deadLetterPrefix: 'dead-letters', streamName: 'demo' }
  const object = { time: Date.UTC(2021, 2, 26, 9, 56, 30), partitions: [0, 1, 2], suffix: '.jsonl' }
  const early = { ...object, time: object.time + 250, suffix: '.jsonl.gz' }
  const keys = [objectKey(layout, { ...object, role: 'lines' }), objectKey(layout, { ...early, role: 'dead-letters' })]
  t.is(keys.join('\n'), await example('object-keys'))
})

test('the object metadata of FORMAT.md is read and written', async (t) => {
  const stored = Object.fromEntries((await example('object-metadata')).split('\n').map(nameAndValue))
  const metadata = decodeMetadata(stored)
  if (metadata === undefined) return t.fail('it cannot be read')
  t.deepEqual(metadata.ranges, [
    { partition: 0, begin: 1200, end: 1500, records: 297 },
    { partition: 1, begin: 0, end: 40, records: 40 },
    { partition: 4, begin: 7, end: 9, records: 2 },
  ])
  t.is(metadata.records, 339)
  t.deepEqual(encodeMetadata(metadata), stored)
  t.is(decodeMetadata({ ...stored, strmctl: '2' }), undefined, 'a later version is not read')
})

test('the dead letters of FORMAT.md are those that are written', async (t) => {
  const letters = [
    deadLetter({
      value: Buffer.from('two\nlines'),
      reason: JSONL.records.separatorReason,
      offset: 1321,
      partition: 0,
      stream: 'demo',
    }),
    deadLetter({
      stream: 'demo',
      partition: 0,
      offset: 1322,
      reason: JSONL.records.separatorReason,
      value: Buffer.from([0xff, 0x0a]),
    }),
  ]
  t.is(letters.map((letter) => Buffer.from(letter).toString()).join('\n'), await example('dead-letters'))
})

test('the metadata of a local object of FORMAT.md is the file that is written', async (t) => {
  const root = await temporaryDirectory(t)
  const body = Buffer.from('{"a":1}\n')
  const metadata = encodeMetadata({
    uid: 'u1',
    batch: 'q1uXb7k0W9c',
    topic: 't1',
    ranges: [{ partition: 0, begin: 0, end: 1, records: 1 }],
    records: 1,
    skipped: 0,
    role: 'lines',
    rejected: 0,
    crc: crc32c(body),
    incomplete: false,
  })
  const object = { key: 'events/one.jsonl', body: [body], size: body.length, metadata, contentType: '', crc32c: 0 }
  await writeCandidate(new Root(root), object, new AbortController().signal)
  const directory = join(root, '.strmctl', 'events', 'one.jsonl')
  const [name = ''] = await readdir(directory)
  t.is(await readFile(join(directory, name), 'utf8'), `${await example('local-object')}\n`)
  t.true((await readFile(PAGE, 'utf8')).includes(`\`${name}\``), name)
})

function nameAndValue(line: string): readonly [string, string] {
  const [name = '', value = ''] = line.split(': ')
  return [name, value]
}
