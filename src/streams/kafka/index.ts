import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import type { EventWriter } from '../../model/event-writer.ts'
import type { FieldValues } from '../../model/fields.ts'
import type { Stream, StreamActions } from '../../model/stream.ts'
import { KAFKA_NOT_SUPPORTED } from './diagnostics.ts'

export function openKafkaStream(settings: FieldValues): Promise<Stream> {
  return Promise.reject(notSupported(settings))
}

export function kafkaActions(settings: FieldValues): Promise<StreamActions> {
  return Promise.reject(notSupported(settings))
}

export function openKafkaWriter(settings: FieldValues): Promise<EventWriter> {
  return Promise.reject(notSupported(settings))
}

function notSupported(settings: FieldValues): DiagnosedError {
  const topic = settings['topic']
  const name = typeof topic === 'string' ? ` "${topic}"` : ''
  const detail = `The topic${name} cannot be used yet: reading from Kafka comes with a later release. Until then leave the "kafka" block out to use the embedded stream.`
  return new DiagnosedError([diagnose(KAFKA_NOT_SUPPORTED, { detail })])
}
