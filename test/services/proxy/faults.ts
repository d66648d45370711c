/**
 * What becomes of a request or of an answer: handed on; swallowed, with the connection left open; or the connection cut
 * in its place. A fate that is a promise holds it back, and with it what comes later on the same connection.
 */
export type Fate = 'pass' | 'drop' | 'cut'

/** Asked for each request and for each answer; where one of them is missing everything passes. */
export interface Faults<Request, Instead = never> {
  /** Before the server has seen it. */
  readonly request?: (request: Request) => Fate | Instead | Promise<Fate | Instead>
  /** When the server has done it, and its answer has begun. */
  readonly answer?: (request: Request) => Fate | Promise<Fate>
}

/** Stands between a client and a server. */
export interface Proxy<Request, Instead = never> {
  /** `127.0.0.1:<port>`. */
  readonly address: string
  /** Replaces the faults from the next request or answer on; none without an argument. */
  readonly become: (faults?: Faults<Request, Instead>) => void
  /** Cuts every connection; new ones are taken. */
  readonly cutAll: () => void
  /** Cuts every connection and takes no more. */
  readonly close: () => Promise<void>
}
