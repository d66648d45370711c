import type { DiagnosticCode } from '../model/diagnostic.ts'
import { DIRECTORY_STREAM_CODES } from './directory/diagnostics.ts'
import { KAFKA_STREAM_CODES } from './kafka/diagnostics.ts'
import { GROUP_CODES } from './kafka/group/diagnostics.ts'

export const STREAMS_CODES: readonly DiagnosticCode[] = [
  ...DIRECTORY_STREAM_CODES,
  ...KAFKA_STREAM_CODES,
  ...GROUP_CODES,
]
