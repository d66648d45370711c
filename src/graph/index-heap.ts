/** A queue of indexes that gives the smallest first. */
export interface IndexHeap {
  push(index: number): void
  pop(): number | undefined
}

/** A binary heap: push and pop in logarithmic time. */
export function makeIndexHeap(): IndexHeap {
  const heap: number[] = []
  return {
    push: (index) => {
      heap.push(index)
      siftUp(heap)
    },
    pop: () => {
      const [first] = heap
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) {
        heap[0] = last
        siftDown(heap)
      }
      return first
    },
  }
}

function siftUp(heap: number[]): void {
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (at(heap, parent) <= at(heap, child)) return
    swap(heap, parent, child)
    child = parent
  }
}

function siftDown(heap: number[]): void {
  let parent = 0
  for (;;) {
    const left = 2 * parent + 1
    const child = at(heap, left + 1) < at(heap, left) ? left + 1 : left
    if (at(heap, child) >= at(heap, parent)) return
    swap(heap, parent, child)
    parent = child
  }
}

function at(heap: readonly number[], index: number): number {
  return heap[index] ?? Infinity
}

function swap(heap: number[], a: number, b: number): void {
  ;[heap[a], heap[b]] = [at(heap, b), at(heap, a)]
}
