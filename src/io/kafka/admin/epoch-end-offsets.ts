import type { KafkaCluster } from '../cluster.ts'
import { OFFSET_FOR_LEADER_EPOCH } from '../protocol/messages/offset-for-leader-epoch.ts'
import type { EpochEndOffset } from '../protocol/messages/offset-for-leader-epoch.ts'
import { askLeaders } from './ask-leaders.ts'

const ANY_EPOCH = -1

interface EpochQuestion {
  readonly topic: string
  readonly partitions: readonly { readonly partition: number; readonly leaderEpoch: number }[]
}

/** Where the epochs end in the logs of the leaders: a position behind that was truncated. Rejects with KafkaResponseError when the topic is absent. */
export async function epochEndOffsets(
  cluster: KafkaCluster,
  { topic, partitions }: EpochQuestion,
  signal: AbortSignal,
): Promise<readonly EpochEndOffset[]> {
  return askLeaders(
    cluster,
    {
      topic,
      partitions,
      ask: async (broker, led) => {
        const asked = led.map((it) => ({ ...it, currentLeaderEpoch: ANY_EPOCH }))
        const request = { topics: [{ topic, partitions: asked }] }
        const answer = await cluster.request(broker, OFFSET_FOR_LEADER_EPOCH, request, { signal })
        return answer.topics.flatMap((it) => it.partitions)
      },
      failed: (partition, errorCode) => ({ partition, errorCode, leaderEpoch: -1, endOffset: -1 }),
    },
    signal,
  )
}
