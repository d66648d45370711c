import test from 'ava'
import { fc } from '../../../tooling/properties.ts'
import { WireError } from '../../../../src/io/kafka/protocol/wire-error.ts'
import { WireReader } from '../../../../src/io/kafka/protocol/wire-reader.ts'
import { WireWriter } from '../../../../src/io/kafka/protocol/wire-writer.ts'

interface Value {
  readonly write: (writer: WireWriter) => void
  readonly read: (reader: WireReader) => unknown
  readonly expected: unknown
}

const text = fc.string({ unit: 'grapheme', maxLength: 300 })

function integer(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min, max })
}

/** Every primitive type: how it is written, read, and what must come out. */
const value: fc.Arbitrary<Value> = fc.oneof(
  integer(-0x80, 0x7f).map((it) => pair(it, 'int8')),
  integer(-0x8000, 0x7fff).map((it) => pair(it, 'int16')),
  integer(-0x8000_0000, 0x7fff_ffff).map((it) => pair(it, 'int32')),
  fc.maxSafeInteger().map((it) => pair(it, 'int64')),
  integer(0, 0xffff_ffff).map((it) => pair(it, 'uvarint')),
  fc.boolean().map((it) => pair(it, 'boolean')),
  fc.uuid().map((it) => pair(it, 'uuid')),
  text.map((it) => pair(it, 'string')),
  fc.option(text, { nil: undefined }).map((it) => pair(it, 'nullableString')),
  fc.option(text, { nil: undefined }).map((it) => pair(it, 'classicString')),
  fc.uint8Array({ maxLength: 500 }).map((it) => pair(Buffer.from(it), 'bytes')),
  fc.option(fc.uint8Array(), { nil: undefined }).map((it) => pair(it && Buffer.from(it), 'nullableBytes')),
  fc.array(integer(-0x8000_0000, 0x7fff_ffff)).map((it) => pair(it, 'int32s')),
  fc.option(fc.array(text), { nil: undefined }).map((items): Value => ({
    write: (writer) => writer.nullableArray(items, (_, item) => writer.string(item)),
    read: (reader) => reader.nullableArray(() => reader.string()),
    expected: items,
  })),
  fc.array(text).map((items): Value => ({
    write: (writer) => writer.classicArray(items, (_, item) => writer.string(item)),
    read: (reader) => reader.classicArray(() => reader.string()),
    expected: items,
  })),
)

type Method = Exclude<keyof WireWriter & keyof WireReader, 'array' | 'nullableArray' | 'classicArray'>

function pair(expected: unknown, method: Method): Value {
  const write = (writer: WireWriter): void =>
    void (writer[method] as (value: unknown) => WireWriter).call(writer, expected)
  return { write, read: (reader) => reader[method](), expected }
}

test('WireReader reads what WireWriter wrote', (t) => {
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const writer = new WireWriter()
      for (const { write } of values) write(writer)
      const reader = new WireReader(writer.finish())
      t.deepEqual(
        values.map(({ read }) => read(reader)),
        values.map(({ expected }) => expected),
      )
      t.is(reader.remaining, 0)
    }),
  )
})

test('WireReader throws WireError where the bytes end too early', (t) => {
  fc.assert(
    fc.property(value, fc.nat(), ({ write, read }, cut) => {
      const writer = new WireWriter()
      write(writer)
      const whole = writer.finish()
      t.throws(() => read(new WireReader(whole.subarray(0, cut % whole.length))), { instanceOf: WireError })
    }),
  )
})

test('WireReader gives views of its buffer, not copies', (t) => {
  const whole = new WireWriter().bytes(Buffer.from('abc')).finish()
  const bytes = new WireReader(whole).bytes()
  whole[1] = 0x78
  t.is(bytes.toString(), 'xbc')
})

test('WireReader hands on tagged fields, and goes on behind those that nobody reads', (t) => {
  const writer = new WireWriter().uvarint(2)
  writer.uvarint(0).uvarint(4).int32(7).uvarint(9).uvarint(2).int16(1).string('behind')
  const reader = new WireReader(writer.finish())
  const seen: number[] = []
  reader.tags((tag, field) => {
    if (tag === 0) seen.push(field.int32())
  })
  t.deepEqual(seen, [7])
  t.is(reader.string(), 'behind')
})

test('WireReader does not believe in more items than there are bytes', (t) => {
  const huge = new WireWriter().uvarint(0xffff_fff0).finish()
  t.throws(() => new WireReader(huge).array((reader) => reader.int8()), { instanceOf: WireError })
})

test('WireReader refuses an int64 above 2^53', (t) => {
  t.throws(() => new WireReader(Buffer.from('0020000000000000', 'hex')).int64(), { instanceOf: WireError })
  t.is(new WireReader(Buffer.from('001fffffffffffff', 'hex')).int64(), Number.MAX_SAFE_INTEGER)
})

test('WireWriter refuses an int64 that is no safe integer', (t) => {
  t.throws(() => new WireWriter().int64(2 ** 53), { instanceOf: WireError })
  t.throws(() => new WireWriter().int64(0.5), { instanceOf: WireError })
})
