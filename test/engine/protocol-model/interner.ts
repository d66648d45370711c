/** Gives equal values the same small number. */
export class Interner<Value> {
  readonly #ids = new Map<string, number>()
  readonly #values: Value[] = []

  id(value: Value): number {
    const text = JSON.stringify(value)
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    this.#ids.set(text, this.#values.length)
    this.#values.push(value)
    return this.#values.length - 1
  }

  value(id: number): Value {
    const value = this.#values[id]
    if (value === undefined) throw new Error(`Cannot look up ${id}: there are ${this.#values.length} values`)
    return value
  }
}
