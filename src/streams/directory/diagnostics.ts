import type { DiagnosticCode } from '../../model/diagnostic.ts'

export const STREAM_ABSENT: DiagnosticCode = {
  code: 'STRM2200',
  severity: 'error',
  summary: 'Stream directory was not set up',
  explanation:
    'A directory stream keeps its id and its number of partitions in ".strmctl/stream.json" below its path. `strmctl apply` writes that file; it is not there. Either the stream was never applied, or the directory was moved, deleted or is on a disk that is not mounted. Put the directory back where it was. If it is gone for good, delete and create the stream and its exporters again: they get new ids and start afresh.',
}

export const STREAM_FILE_DAMAGED: DiagnosticCode = {
  code: 'STRM2201',
  severity: 'error',
  summary: 'Stream file is damaged',
  explanation:
    'The file ".strmctl/stream.json" below the stream\'s path cannot be understood: it was edited, cut short, or written by a newer version of strmctl. It holds the id of the stream, by which every exporter knows that it still reads the same one, so strmctl never guesses it. Restore the file from a backup, or upgrade strmctl.',
}

export const PARTITIONS_LOWERED: DiagnosticCode = {
  code: 'STRM2202',
  severity: 'error',
  summary: 'Number of partitions cannot be lowered',
  explanation:
    'The stream has more partition files than the configuration asks for. The events of the files left over would silently never be exported, so the number of partitions can only be raised. Example: a stream with "partition-0.jsonl" to "partition-4.jsonl" cannot be declared with `partitions = 3`. Write at least the number of files that are there, or move the other files away yourself if their events are not wanted.',
}

export const NOT_A_DIRECTORY: DiagnosticCode = {
  code: 'STRM2203',
  severity: 'error',
  summary: 'Stream path is not a directory',
  explanation:
    'The `path` of a directory stream names something that is not a directory, or that lies below a file. Choose another path, or move what is there.',
}

export const STREAM_NOT_ACCESSIBLE: DiagnosticCode = {
  code: 'STRM2204',
  severity: 'error',
  summary: 'Stream directory cannot be used',
  explanation:
    'The operating system refused to make or read the directory of a stream or a file in it: no permission, a read-only or full disk. strmctl needs to read the partition files and to write below ".strmctl". The detail names the file and what the system answered.',
}

export const STREAM_DISK_UNSUITABLE: DiagnosticCode = {
  code: 'STRM2205',
  severity: 'error',
  summary: 'Stream directory is on an unsuitable file system',
  explanation:
    'The ledger of each exporter of a directory stream lies beside the events, and rests on appends that every process sees in one order and on hard links. Network file systems (NFS, SMB, Ceph …) do not give the first, FAT does not give the second. Put the directory on a local disk (ext4, xfs, btrfs, APFS, NTFS). Events that are produced on several machines belong in Kafka.',
}

export const PARTITION_MISSING: DiagnosticCode = {
  code: 'STRM2210',
  severity: 'error',
  summary: 'Partition file is missing',
  explanation:
    'A partition file "partition-<n>.jsonl" of a stream is not there any more. Starting again from nothing would export events twice or lose them without a word, so the exporter stops. Put the file back as it was. Events are only ever appended to partition files: do not rotate, rename or delete them while an exporter uses the stream.',
}

export const PARTITION_SHRUNK: DiagnosticCode = {
  code: 'STRM2211',
  severity: 'error',
  summary: 'Partition file was shortened',
  explanation:
    'A partition file is shorter than the position up to which its events were exported or announced: it was truncated or rewritten (for example by `> partition-0.jsonl` or by a log rotation with copytruncate). Positions are byte positions, so what follows cannot be told apart from what was exported. Restore the file, or delete and create the exporter to start afresh from the file as it is now.',
}

export const PARTITION_REPLACED: DiagnosticCode = {
  code: 'STRM2212',
  severity: 'error',
  summary: 'Partition file was replaced',
  explanation:
    'The file at the place of a partition is not the one whose events were exported: its inode or its first bytes differ. This happens when a file is rotated, copied back from a backup, edited (most editors write a new file) or when the directory was copied to another disk. Restore the original file; or, if the new content shall be exported from its beginning, delete and create the exporter.',
}

export const PARTITION_REWRITTEN: DiagnosticCode = {
  code: 'STRM2213',
  severity: 'error',
  summary: 'Partition file was rewritten',
  explanation:
    "The byte before an exporter's position in a partition file is not the end of a line, so the file does not hold what it held when that position was noted: someone changed it in place. Only appending is allowed. Restore the file, or delete and create the exporter to start afresh.",
}

export const RECORD_TOO_LARGE: DiagnosticCode = {
  code: 'STRM2214',
  severity: 'error',
  summary: 'Line is too long for an event',
  explanation:
    'A line of a partition file is longer than 64 MiB without a newline. One event is one line and is held in memory as a whole, so this is a limit. Usually the file is not JSON Lines at all (one huge document, or binary data). Correct what writes the file; the line itself has to be ended by a newline or cut out before the exporter starts anew.',
}

export const LEDGER_ABSENT: DiagnosticCode = {
  code: 'STRM2220',
  severity: 'error',
  summary: 'Ledger is missing',
  explanation:
    'The ledger of an exporter says up to where its events were exported. For a directory stream it lies in ".strmctl/<uid>" below the stream\'s path and is made by `strmctl apply`. It is not there: it was deleted by hand, or the exporter was deleted by an apply in another terminal. Beginning anew would export events twice, so the exporter stops. `strmctl repair EXPORTER` makes it again from what the objects tell; or delete and create the exporter to start afresh.',
}

export const LEDGER_DAMAGED: DiagnosticCode = {
  code: 'STRM2221',
  severity: 'error',
  summary: 'Ledger is damaged',
  explanation:
    'The ledger of an exporter holds something that no crash can have left behind: a line that counted is missing or changed. Either someone edited the files below ".strmctl/<uid>" or the disk lost data. What was exported cannot be told from it with certainty, so the exporter stops. Restore the directory from a backup; `strmctl verify` shows from the objects themselves what was exported.',
}

export const LEDGER_NEWER: DiagnosticCode = {
  code: 'STRM2222',
  severity: 'error',
  summary: 'Ledger was written by a newer version',
  explanation:
    'A newer version of strmctl has run this exporter and has written its ledger in a form that this version does not know. Upgrade strmctl here too.',
}

export const LEDGER_IN_USE: DiagnosticCode = {
  code: 'STRM2223',
  severity: 'error',
  summary: 'Exporter is running',
  explanation:
    'The ledger of an exporter can only be set up or removed while no process runs the exporter. The detail names the process that does. Stop it (or wait until it has noticed that the exporter is being deleted) and run the command again. A process that was killed is recognised at once on the same machine; on another one, or after a restart of the machine, when its lease has ended.',
}

export const EVENTS_NOT_APPENDED: DiagnosticCode = {
  code: 'STRM2215',
  severity: 'error',
  summary: 'Events cannot be appended',
  explanation:
    'A partition file could not be written: the disk or a quota is full, the file may not be written, or the disk failed. The detail says which. Some of the last events may have been appended and others not; a line that was cut off is ended by the next writer, and exported as what it is. Make room and run the command again.',
}

export const DIRECTORY_STREAM_CODES: readonly DiagnosticCode[] = [
  STREAM_ABSENT,
  STREAM_FILE_DAMAGED,
  PARTITIONS_LOWERED,
  NOT_A_DIRECTORY,
  STREAM_NOT_ACCESSIBLE,
  STREAM_DISK_UNSUITABLE,
  PARTITION_MISSING,
  PARTITION_SHRUNK,
  PARTITION_REPLACED,
  PARTITION_REWRITTEN,
  RECORD_TOO_LARGE,
  EVENTS_NOT_APPENDED,
  LEDGER_ABSENT,
  LEDGER_DAMAGED,
  LEDGER_NEWER,
  LEDGER_IN_USE,
]
