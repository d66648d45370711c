import type { DiagnosticCode } from '../../model/diagnostic.ts'

export const TOPIC_ABSENT: DiagnosticCode = {
  code: 'STRM2301',
  severity: 'error',
  summary: 'Topic does not exist',
  explanation:
    'The cluster has no topic of the name that the `kafka` block gives, or its user may not see it (brokers do not tell these apart). Correct the name, make the topic with the tools of Kafka, or add a block such as `create_topic { partitions = 6 }`, with which `strmctl apply` makes it. A running exporter that says so lost its topic: somebody deleted it. It never goes on with another topic of the same name.',
}

export const BROKERS_UNREACHABLE: DiagnosticCode = {
  code: 'STRM2302',
  severity: 'error',
  summary: 'Kafka brokers cannot be reached',
  explanation:
    'No broker of `bootstrap_servers` could be connected to, or one that they named. Brokers are first asked at the addresses of `bootstrap_servers` and then at those that they advertise themselves (`advertised.listeners`): both must be reachable from this machine. A frequent cause is a broker in a container that advertises a name only known there. Commands end with this; a running exporter tries again until it works.',
}

export const CONNECTION_NOT_SECURE: DiagnosticCode = {
  code: 'STRM2303',
  severity: 'error',
  summary: 'Encrypted connection to Kafka failed',
  explanation:
    'The TLS handshake with a broker failed: its certificate is not signed by an authority that is trusted here (`ca_file`), does not carry its host name (`server_name`), has expired, or the broker wants a client certificate (`cert_file` and `key_file`). It also happens when the port does not speak TLS: then leave the `tls` block out or use the other port.',
}

export const SIGN_IN_FAILED: DiagnosticCode = {
  code: 'STRM2304',
  severity: 'error',
  summary: 'Kafka brokers refuse the credentials',
  explanation:
    'The broker refused the user and password, the token or the AWS identity of the `sasl` block, or does not offer its mechanism. Passwords from `password_file` and `password_env` are read at each connect. A running exporter tries again, so a password that was changed on one side first does not stop it.',
}

export const NOT_A_BROKER: DiagnosticCode = {
  code: 'STRM2305',
  severity: 'error',
  summary: 'Server is not a Kafka broker that can be used',
  explanation:
    'What answers at an address does not speak the protocol of Kafka, or only versions from before Apache Kafka 2.8. The usual causes: a port for TLS is used without a `tls` block, or the address is that of another service (ZooKeeper, a schema registry, a REST proxy).',
}

export const TOPIC_NOT_ALLOWED: DiagnosticCode = {
  code: 'STRM2306',
  severity: 'error',
  summary: 'Topic may not be used by this user',
  explanation:
    'The brokers know the user and refuse what it asks for. Reading a topic needs Describe and Read on it; `create_topic` needs Create on the topic or the cluster, Alter to raise the number of partitions, and DescribeConfigs; `delete_topic` needs Delete; `simulate` needs Write.',
}

export const BROKER_REFUSED: DiagnosticCode = {
  code: 'STRM2308',
  severity: 'error',
  summary: 'Kafka brokers refuse a request',
  explanation:
    'A broker answered with an error that has no explanation of its own here; the detail has the name that Kafka gives it and the text of the broker. For `create_topic` these are usually a replication factor above the number of brokers, a setting that does not exist, or a policy of the cluster.',
}

export const TOPIC_PARTITIONS_LOWERED: DiagnosticCode = {
  code: 'STRM2309',
  severity: 'error',
  summary: 'Number of partitions of a topic cannot be lowered',
  explanation:
    'Kafka can add partitions to a topic but never remove one. `partitions` of `create_topic` must be at least the number that the topic has. To have fewer, make another topic.',
}

export const OFFSET_BELOW_START: DiagnosticCode = {
  code: 'STRM2310',
  severity: 'error',
  summary: 'Records were removed before they were exported',
  explanation:
    'The exporter stands at an offset that is no longer in the log: retention (`retention.ms`, `retention.bytes`) or DeleteRecords removed records that were not exported. Consumers often jump to the beginning or the end then (`auto.offset.reset`), silently; strmctl does not. Lengthen the retention so that it covers the longest stop of the exporter. `strmctl repair NAME --skip-to PARTITION=OFFSET` lets it go on behind them; `strmctl verify` shows them as a gap from then on.',
}

export const OFFSET_BEYOND_END: DiagnosticCode = {
  code: 'STRM2311',
  severity: 'error',
  summary: 'Partition ends before what was exported',
  explanation:
    'The exporter stands at an offset that lies after the end of the log: the brokers lost records that they had confirmed (an election of a replica that was not in sync, a disk restored from a backup). New records will get the offsets of the lost ones, so going on would leave them out. Delete and create the exporter to begin anew; `strmctl verify` tells what the objects hold.',
}

export const LOG_TRUNCATED: DiagnosticCode = {
  code: 'STRM2312',
  severity: 'error',
  summary: 'Partition was truncated and written again',
  explanation:
    'Every record is written under a leader epoch, and the epochs show that the log of the partition is not the one that was exported: its end was lost and other records have those offsets now (an election of a replica that was not in sync, a disk restored from a backup). Offsets alone would not show it. Delete and recreate the exporter to start over.',
}

export const BATCH_DAMAGED: DiagnosticCode = {
  code: 'STRM2313',
  severity: 'error',
  summary: 'Record batch is damaged',
  explanation:
    'What a broker sent is not what a producer wrote: its checksum, its length or its compressed content is wrong, or it would take more than 128 MiB when decompressed. Nothing is ever left out silently, so the exporter stops there; everything before was exported. Usually a disk of the broker is damaged: a replica that is not may become the leader. `kafka-dump-log.sh --deep-iteration` shows the batch. If its records are lost for good, delete it with `kafka-delete-records.sh` and create the exporter again.',
}

export const BATCH_OLD_FORMAT: DiagnosticCode = {
  code: 'STRM2314',
  severity: 'error',
  summary: 'Records are in an old message format',
  explanation:
    'Records that were written before Apache Kafka 0.11, or by a topic with an old `message.format.version`, have no record batches and no checksums that strmctl reads. Brokers keep them as they are until they expire. Copy the topic with a producer of today, or begin the exporter after them.',
}

export const KAFKA_STREAM_CODES: readonly DiagnosticCode[] = [
  TOPIC_ABSENT,
  BROKERS_UNREACHABLE,
  CONNECTION_NOT_SECURE,
  SIGN_IN_FAILED,
  NOT_A_BROKER,
  TOPIC_NOT_ALLOWED,
  BROKER_REFUSED,
  TOPIC_PARTITIONS_LOWERED,
  OFFSET_BELOW_START,
  OFFSET_BEYOND_END,
  LOG_TRUNCATED,
  BATCH_DAMAGED,
  BATCH_OLD_FORMAT,
]
