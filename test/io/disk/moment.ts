/** Something that will happen once, told from outside. */
export interface Moment {
  readonly reached: Promise<void>
  readonly reach: () => void
}

export function moment(): Moment {
  const resolvers: (() => void)[] = []
  const reached = new Promise<void>((resolve) => resolvers.push(resolve))
  return { reached, reach: () => resolvers.forEach((resolve) => resolve()) }
}
