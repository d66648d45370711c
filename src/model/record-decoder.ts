import { InternalError } from './internal-error.ts'
import type { RecordConsumer } from './stream.ts'

/** Of an exporter that names none, and of revisions from before there was a choice. */
export const DEFAULT_DECODER = 'raw'

/** Offers values of a stretch to a consumer, in order; may be called several times. Rejects where the stream cannot be read. */
export type OfferValues = (consumer: RecordConsumer) => Promise<void>

/**
 * Makes records of the values that a stream holds, before a format accepts them. What takes time stands apart from decoding: all
 * values of a stretch are prepared, then decoded, and a roll-forward does both in the same way.
 */
export interface RecordDecoder {
  /**
   * Looks up what decoding these values needs and is not known yet, such as the schemas that they name. Retried for ever while it rejects,
   * but for a DiagnosedError. Absent: there is never anything to look up.
   */
  readonly prepare?: (offer: OfferValues, signal: AbortSignal) => Promise<void>
  /**
   * A consumer of prepared values that hands the record of each to `records`, at once and with the same offset, or rejects it there with a
   * reason; made once per stretch. The same value always gives the same record, or the same reason. A record's bytes need to be valid during the call only.
   */
  readonly decodeTo: (records: RecordConsumer) => RecordConsumer
}

/** One line of the catalogue. */
export interface DecoderVariant {
  /** For the reference docs, without a full stop. */
  readonly doc: string
  /** Absent: the values are the records as they are, and nothing stands between the stream and the batch. */
  readonly open?: () => RecordDecoder
}

/** By the name that `decoder` has in a configuration. */
export type DecoderCatalogue = { readonly [name: string]: DecoderVariant }

/** The decoder of a revision. */
export function decoderVariant(decoders: DecoderCatalogue, name: string): DecoderVariant {
  const variant = decoders[name]
  if (variant === undefined) throw new InternalError(`Cannot use an applied exporter: no decoder "${name}" is known`)
  return variant
}
