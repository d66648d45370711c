/** Runs work on what `take` gives, at most `limit` at a time, until it gives nothing and all is done. Work that ends may make `take` give more; work must not reject. */
export async function runLimited<Item>(
  limit: number,
  take: () => Item | undefined,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  for (;;) {
    for (let item = next(); item !== undefined; item = next()) start(item)
    if (running.size === 0) return
    await Promise.race(running)
  }

  function next(): Item | undefined {
    return running.size < limit ? take() : undefined
  }

  function start(item: Item): void {
    const done = work(item).finally(() => running.delete(done))
    running.add(done)
  }
}
