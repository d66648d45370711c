/** One process that exports: an `up` without workers, or one of its workers. */
export interface Member {
  readonly pid: number
  /** What it reads; empty while it has not joined. */
  readonly partitions: readonly number[]
}

/** The processes of one `up --json` by what it prints, with workers or without. */
export class UpMembers {
  /** By the number of the worker; 0 is `up` itself where it has none. */
  readonly #members = new Map<number, Member>()

  constructor(pid: number | undefined) {
    if (pid !== undefined) this.#members.set(0, { pid, partitions: [] })
  }

  get all(): readonly Member[] {
    return [...this.#members.values()]
  }

  /** Takes one line of the output of `up --json`. */
  take(line: string): void {
    const message = JSON.parse(line) as Message
    const worker = message.worker ?? 0
    switch (message.type) {
      case 'worker_started':
        this.#members.set(worker, { pid: message.pid ?? 0, partitions: [] })
        return
      case 'exporter_running':
        this.#share(worker, message.partitions ?? [])
        return
      case 'exporter_rejoining':
        this.#share(worker, [])
        return
      case 'worker_died':
        this.#members.delete(worker)
        return
      default:
    }
  }

  #share(worker: number, partitions: readonly number[]): void {
    const member = this.#members.get(worker)
    if (member !== undefined) this.#members.set(worker, { ...member, partitions })
  }
}

interface Message {
  readonly type: string
  readonly worker?: number
  readonly pid?: number
  readonly partitions?: readonly number[]
}
