/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type JsonObject = { readonly [name: string]: JsonValue }

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Rejects what is no JSON with a SyntaxError. */
export function parseJson(text: string): JsonValue {
  const value: unknown = JSON.parse(text)
  if (!isParsed(value)) throw new SyntaxError('Cannot parse JSON: there is no value')
  return value
}

/** Everything that the parser gives is JSON. */
function isParsed(value: unknown): value is JsonValue {
  return value !== undefined
}
