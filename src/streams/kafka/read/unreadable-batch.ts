import type { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import type { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { BATCH_DAMAGED, BATCH_OLD_FORMAT } from '../diagnostics.ts'
import { problem } from '../problem.ts'

/** Says which batch of which partition cannot be read, and what to do. */
export function unreadableBatch(topic: string, partition: number, error: RecordBatchError): DiagnosedError {
  const where = `The records from offset ${error.offset} of partition ${partition} of the topic "${topic}"`
  const { message: reason } = error
  if (error.fault === 'old-format') {
    const detail = `${where} are in a message format from before Kafka 0.11. ${reason}. Let them expire, or copy the topic with a newer producer.`
    return problem(BATCH_OLD_FORMAT, detail, { cause: error })
  }
  const detail = `${where} cannot be read. ${reason}. Everything before was exported, nothing was left out. Check the disks of the broker that leads the partition.`
  return problem(BATCH_DAMAGED, detail, { cause: error })
}
