const PART = /^(>=|<=|!=|~>|>|<|=|)\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/

type Version = readonly [number, number, number]

/** Whether a version meets a constraint such as `>= 0.1, < 2.0` or `~> 1.2` (1.2 and later, below 2.0); nothing where the constraint is none. */
export function meetsConstraint(version: string, constraint: string): boolean | undefined {
  const own = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)
  const parts = constraint.split(',').map((part) => PART.exec(part.trim()))
  if (own === null || parts.some((part) => part === null)) return undefined
  const numbers: Version = [Number(own[1]), Number(own[2]), Number(own[3])]
  return parts.every((part) => part !== null && meets(numbers, part))
}

function meets(version: Version, [, operator, major, minor, patch]: RegExpExecArray): boolean {
  const bound: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)]
  const order = compare(version, bound)
  switch (operator) {
    case '>=':
      return order >= 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '<':
      return order < 0
    case '!=':
      return order !== 0
    case '~>':
      return order >= 0 && compare(version, above(bound, patch !== undefined)) < 0
    default:
      return order === 0
  }
}

/** The first version that `~>` leaves out: the next minor one where a patch is written, else the next major one. */
function above([major, minor]: Version, withPatch: boolean): Version {
  return withPatch ? [major, minor + 1, 0] : [major + 1, 0, 0]
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}
