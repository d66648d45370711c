import test from 'ava'
import { keyFits, keyOverflow, splitPartitions } from '../../../src/model/object-key/key-limits.ts'

const layout = { pathPrefix: 'events', deadLetterPrefix: 'dead', streamName: 'demo' }
const object = { role: 'lines', partitions: [0, 1], suffix: '.jsonl' } as const
const LONGEST = 'events/2021-03-26T09:56:30.250-demo---0-1.jsonl'
const limits = { keyBytes: LONGEST.length, metadataBytes: 2000 }

test('keyFits() counts the bytes of the whole key with the longest time', (t) => {
  t.true(keyFits(layout, object, limits))
  t.false(keyFits(layout, object, { ...limits, keyBytes: LONGEST.length - 1 }))
  t.false(keyFits(layout, { ...object, role: 'dead-letters' }, limits))
  t.false(keyFits({ ...layout, streamName: 'dem\u00f6' }, object, limits), 'UTF-8, not characters')
})

test('keyFits() counts each part between slashes where a store limits them', (t) => {
  const name = LONGEST.length - 'events/'.length
  t.true(keyFits(layout, object, { ...limits, keyPartBytes: name }))
  t.false(keyFits(layout, object, { ...limits, keyPartBytes: name - 1 }))
})

test('keyOverflow() counts the longest list of partitions in the key, and one in a part: lists are split', (t) => {
  const planned = { role: 'lines', suffix: '.jsonl', partitions: 200 } as const
  const list = Array.from({ length: 100 }, (_, index) => 100 + index).join('-')
  const whole = LONGEST.replace('0-1', list).length
  const one = LONGEST.replace('0-1', '199').length - 'events/'.length
  const enough = { ...limits, keyBytes: whole, keyPartBytes: one }
  t.is(keyOverflow(layout, planned, enough), undefined)
  t.is(
    keyOverflow(layout, planned, { ...enough, keyBytes: whole - 1 }),
    `keys would have ${whole} bytes and the store allows ${whole - 1}`,
  )
  t.is(
    keyOverflow(layout, planned, { ...enough, keyPartBytes: one - 1 }),
    `"2021-03-26T09:56:30.250-demo---199.jsonl" has ${one} bytes and the store allows ${one - 1} between slashes`,
  )
})

test('keyOverflow() counts with a partition of five digits where their number is not known', (t) => {
  const whole = LONGEST.replace('0-1', '99999').length
  const planned = { role: 'lines', suffix: '.jsonl', partitions: undefined } as const
  t.is(keyOverflow(layout, planned, { ...limits, keyBytes: whole }), undefined)
  t.not(keyOverflow(layout, planned, { ...limits, keyBytes: whole - 1 }), undefined)
})

test('splitPartitions() makes as few packs as fit, at most 100 in each, at least one', (t) => {
  const parts = Array.from({ length: 250 }, (_, index) => index)
  t.deepEqual(
    splitPartitions(parts, () => true).map((pack) => pack.length),
    [100, 100, 50],
  )
  t.deepEqual(
    splitPartitions([1, 2, 3, 4, 5], (pack) => pack.length <= 2),
    [[1, 2], [3, 4], [5]],
  )
  t.deepEqual(
    splitPartitions([1, 2], () => false),
    [[1], [2]],
  )
  t.deepEqual(
    splitPartitions([5, 5, 1, 1, 1, 9, 2, 7, 12], (pack) => pack.reduce((sum, part) => sum + part, 0) <= 10),
    [[5, 5], [1, 1, 1], [9], [2, 7], [12]],
  )
})

test('splitPartitions() looks seldom whether partitions fit into one object: a look costs as much as the object has partitions', (t) => {
  const parts = Array.from({ length: 200 }, (_, index) => index)
  let looks = 0
  const packs = splitPartitions(parts, (pack) => {
    looks++
    return pack.length <= 70
  })
  t.deepEqual(
    packs.map((pack) => pack.length),
    [70, 70, 60],
  )
  t.true(looks <= 2 * 8 + 1, `${looks}`)
})
