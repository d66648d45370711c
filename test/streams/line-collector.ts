import type { RecordConsumer } from '../../src/model/stream.ts'

interface Taken {
  readonly partition: number
  readonly value: string
  readonly begin: number
  readonly end: number
}

/** Remembers what takers were offered. */
export class LineCollector {
  readonly #taken: Taken[] = []

  /** A consumer for one partition that has enough after `most` records. */
  of(partition: number, { most = Infinity }: { readonly most?: number } = {}): RecordConsumer {
    let left = most
    return {
      take: (...[source, start, end, offset, next]) => {
        if (left-- <= 0) return false
        const value = new TextDecoder('utf-8', { ignoreBOM: true }).decode(source.subarray(start, end))
        this.#taken.push({ partition, value, begin: offset, end: next })
        return true
      },
      reject: () => true,
      pass: () => {},
    }
  }

  get count(): number {
    return this.#taken.length
  }

  values(partition: number): readonly string[] {
    return this.#of(partition).map(({ value }) => value)
  }

  ranges(partition: number): readonly (readonly [number, number])[] {
    return this.#of(partition).map(({ begin, end }) => [begin, end])
  }

  #of(partition: number): readonly Taken[] {
    return this.#taken.filter((taken) => taken.partition === partition)
  }
}
