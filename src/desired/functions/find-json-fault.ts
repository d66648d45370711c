const TOKEN =
  /[\t\n\r ]*(?<token>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'next' | 'end'

/** Where JSON stops being valid, as an offset in UTF-16 units. JavaScript engines report it only in some versions and cases. */
export function findJsonFault(json: string): number {
  const open: ('[' | '{')[] = []
  let expected: Expected = 'value'
  TOKEN.lastIndex = 0
  for (;;) {
    const from = TOKEN.lastIndex
    const token = TOKEN.exec(json)?.groups?.['token']
    const next: Expected | undefined = token === undefined ? undefined : step(token, expected, open)
    if (next === undefined) return from + (/^[\t\n\r ]*/.exec(json.slice(from))?.[0].length ?? 0)
    expected = next
  }
}

/** What must follow the token, or nothing where the token must not be there. */
function step(token: string, expected: Expected, open: ('[' | '{')[]): Expected | undefined {
  switch (expected) {
    case 'first-value':
      return token === ']' ? close(token, open) : stepValue(token, open)
    case 'value':
      return stepValue(token, open)
    case 'first-key':
      return token === '}' ? close(token, open) : stepKey(token)
    case 'key':
      return stepKey(token)
    case 'colon':
      return token === ':' ? 'value' : undefined
    case 'next':
      if (token !== ',') return close(token, open)
      return open.at(-1) === '{' ? 'key' : 'value'
    case 'end':
      return undefined
  }
}

function stepValue(token: string, open: ('[' | '{')[]): Expected | undefined {
  if (token === '[' || token === '{') {
    open.push(token)
    return token === '[' ? 'first-value' : 'first-key'
  }
  return /^[\]},:]$/.test(token) ? undefined : afterValue(open)
}

function stepKey(token: string): Expected | undefined {
  return token.startsWith('"') ? 'colon' : undefined
}

function close(token: string, open: ('[' | '{')[]): Expected | undefined {
  if (token !== (open.at(-1) === '[' ? ']' : '}')) return undefined
  open.pop()
  return afterValue(open)
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'end' : 'next'
}
