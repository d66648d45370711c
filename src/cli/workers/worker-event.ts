/** What `up --workers` reports of its processes. `worker` counts from 1. */
export type WorkerEvent =
  | { readonly event: 'started'; readonly worker: number; readonly pid: number }
  /** It ended before it was asked to. `how` in words: "killed by SIGKILL"; `restartMs` is absent where it is not started again. */
  | { readonly event: 'died'; readonly worker: number; readonly how: string; readonly restartMs?: number }
