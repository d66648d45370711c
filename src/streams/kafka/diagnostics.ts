import type { DiagnosticCode } from '../../model/diagnostic.ts'

export const KAFKA_NOT_SUPPORTED: DiagnosticCode = {
  code: 'STRM2300',
  severity: 'error',
  summary: 'Kafka streams cannot be read by this version',
  explanation:
    'The `kafka` block of a stream is declared and checked, so configurations with it can be written, validated and planned already. Reading from Kafka comes with a later release of strmctl. Until then leave the block out: a stream without a `kafka` block is the embedded one, a directory of append-only JSON Lines files, for example `stream "demo" {}`.',
}

export const KAFKA_CODES: readonly DiagnosticCode[] = [KAFKA_NOT_SUPPORTED]
