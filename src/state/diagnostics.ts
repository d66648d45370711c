import type { DiagnosticCode } from '../model/diagnostic.ts'

/** The state is locked by another run: exit code 5, to be tried again. */
export const LOCK_HELD: DiagnosticCode = {
  code: 'STRM2001',
  severity: 'error',
  summary: 'State is locked',
  explanation:
    'Only one run at a time may write to the state, and another one is at it; the detail says which process on which machine, what it does, and since when. Wait for it to end and run the command again, or let it wait by itself with --lock-timeout, for example --lock-timeout=2m. A lock never has to be removed by hand: when its process has died on this machine it is taken over at once, and otherwise when it has given no sign of life for a minute while somebody waits for it.',
}

export const LOCK_LOST: DiagnosticCode = {
  code: 'STRM2002',
  severity: 'error',
  summary: 'Lock was lost',
  explanation:
    'This run held the lock of the state and then gave no sign of life for longer than a minute (the machine slept, the process was stopped, the disk hung), so another run took the lock over. What was recorded before still counts, nothing was recorded after, and what was begun is noted in the state: the next `apply` goes on from there. It also happens when the journal of the state is removed while a run uses it.',
}

export const LOCK_WAITING: DiagnosticCode = {
  code: 'STRM2003',
  severity: 'warning',
  summary: 'Waiting for the lock',
  explanation:
    'Another run holds the lock of the state, and this one waits for it as long as --lock-timeout allows. The detail says who holds it.',
}

export const LOCK_TAKEN_OVER: DiagnosticCode = {
  code: 'STRM2004',
  severity: 'warning',
  summary: 'Lock was taken over',
  explanation:
    'The run that held the lock of the state ended without giving it back: its process is gone, or it gave no sign of life for too long. This run took the lock over. Nothing has to be done: what the other one had begun is noted in the state and finished by the next `apply`, and should it wake up again, it cannot write any more.',
}

export const STATE_EMPTY: DiagnosticCode = {
  code: 'STRM2010',
  severity: 'error',
  summary: 'State file is empty',
  explanation:
    'The state file is there but has no content. strmctl never leaves it so: another program truncated it, or the disk was full when it was copied. It is not taken for "no state", since then everything would be created a second time. The detail says how to get the state back: from the journal beside it, which has everything, or from the newest backup.',
}

export const STATE_DAMAGED: DiagnosticCode = {
  code: 'STRM2011',
  severity: 'error',
  summary: 'State file is damaged',
  explanation:
    'The state file cannot be read as what strmctl writes: it is cut short, it is no JSON, or a part is missing or of the wrong type. It is not taken for "no state", since then everything would be created a second time. The detail says how to get the state back: from the journal beside it, which has everything, or from the newest backup.',
}

export const STATE_ALTERED: DiagnosticCode = {
  code: 'STRM2012',
  severity: 'error',
  summary: 'State file was altered',
  explanation:
    'The state file carries a digest of its content, and it does not fit: a part was changed by hand, by a merge, or by a failing disk. The state is not meant to be edited, and after such a change nobody knows what is really there. Take the edit back, or use the journal or a backup as the detail says.',
}

export const STATE_NEWER: DiagnosticCode = {
  code: 'STRM2013',
  severity: 'error',
  summary: 'State is from a newer release',
  explanation:
    'The state was written by a newer release of strmctl, in a version of its format that this release does not know. A state of an older release is brought up to date by itself, but there is no way back. Install the release that the detail names, or a newer one.',
}

export const STATE_FOREIGN: DiagnosticCode = {
  code: 'STRM2014',
  severity: 'error',
  summary: 'State file belongs to another installation',
  explanation:
    'Every state has a lineage, a UUID from its first write. The state file has another one than the journal beside it, so one of the two was copied here from elsewhere. Using it could delete what belongs to somebody else. Put the right file back, or move the journal away if the file is the one you want.',
}

export const JOURNAL_DAMAGED: DiagnosticCode = {
  code: 'STRM2015',
  severity: 'error',
  summary: 'Journal of the state is damaged',
  explanation:
    'Every step of an apply is written to the journal beside the state file before it counts, and each line is checked. A line that counted is missing or changed, which no crash can cause: a disk failed, or a file was edited or cut. The state file holds what was recorded up to the end of the last complete run; the detail says how to go on from there, and what to check afterwards.',
}

export const STATE_AHEAD: DiagnosticCode = {
  code: 'STRM2016',
  severity: 'error',
  summary: 'Journal of the state is incomplete',
  explanation:
    'The state file was written later than the last step in the journal beside it, though the journal is always written first. So the journal lost its end, or it was put back from an older copy. The detail says how to go on with the state file alone.',
}

export const STATE_UNREADABLE: DiagnosticCode = {
  code: 'STRM2017',
  severity: 'error',
  summary: 'State cannot be read',
  explanation:
    'The operating system refused to read the state file or its journal; the detail has its message. Most often the files belong to another user, because strmctl was once run with sudo.',
}

export const STATE_UNWRITABLE: DiagnosticCode = {
  code: 'STRM2018',
  severity: 'error',
  summary: 'State cannot be written',
  explanation:
    'The operating system refused to write the state; the detail has its message: no space left, no permission, a read-only file system. No side effect is begun before it is on record, so nothing was done that the state does not know of. Mend the reason and run the command again.',
}

export const STATE_PLACE_UNSUITABLE: DiagnosticCode = {
  code: 'STRM2019',
  severity: 'error',
  summary: 'State cannot be kept there',
  explanation:
    'The state needs a file system on which processes see the writes of each other at once and in one order, and which has hard links. Network file systems (NFS, SMB) and some others do not offer that, and two runs could then both believe that they hold the lock. Keep the state on a local disk.',
}

export const KEY_MISSING: DiagnosticCode = {
  code: 'STRM2030',
  severity: 'error',
  summary: 'Key of the state is missing',
  explanation:
    'The state holds secrets, which are encrypted, and the key was not found. It comes from STRMCTL_STATE_KEY (32 bytes as base64 or hex), from the passphrase in STRMCTL_STATE_PASSPHRASE or in the file that STRMCTL_STATE_PASSPHRASE_FILE names, or from the key file that strmctl made for this state on the machine where it was first applied: ~/.config/strmctl/keys/<lineage>. To work from another machine, copy that file, or set STRMCTL_STATE_KEY to its content.',
}

export const KEY_WRONG: DiagnosticCode = {
  code: 'STRM2031',
  severity: 'error',
  summary: 'Key of the state is wrong',
  explanation:
    'The key or passphrase that was found is not the one that the secrets in the state were encrypted with. Nothing was read or written. Check where the key comes from (the detail says it), and use the one of the machine or CI system that applied last.',
}

export const KEY_INVALID: DiagnosticCode = {
  code: 'STRM2032',
  severity: 'error',
  summary: 'Key of the state is invalid',
  explanation:
    'STRMCTL_STATE_KEY and the key file hold 32 random bytes, written as base64 (44 characters) or as hex (64 characters). `openssl rand -base64 32` makes one. A passphrase belongs in STRMCTL_STATE_PASSPHRASE and must not be empty.',
}

export const KEY_NOT_MADE: DiagnosticCode = {
  code: 'STRM2033',
  severity: 'error',
  summary: 'Key of the state has to be given',
  explanation:
    'A secret is to be stored for the first time, and there is no key to encrypt it with. On your own machine strmctl makes a key file by itself; on a CI system it does not, since the file would be lost with the runner and the secrets with it. Give the key in one of three ways: STRMCTL_STATE_KEY (`openssl rand -base64 32` makes one), STRMCTL_STATE_PASSPHRASE or STRMCTL_STATE_PASSPHRASE_FILE, or apply once on a machine of yours and copy its key file.',
}

export const SECRET_NOT_ENCRYPTED: DiagnosticCode = {
  code: 'STRM2034',
  severity: 'error',
  summary: 'Secret is not encrypted',
  explanation:
    'In the state a value stands in clear where a secret was encrypted, or the mark that says so is missing. Since somebody who cannot know the key may have put it there, it is refused. Put the state back from a backup.',
}

export const SECRET_DAMAGED: DiagnosticCode = {
  code: 'STRM2035',
  severity: 'error',
  summary: 'Secret cannot be decrypted',
  explanation:
    'The key is right, but an encrypted value cannot be opened with it: it was changed, or moved here from another place or state (each is bound to its lineage, address and field). Put the state back from a backup.',
}

export const STATE_CODES: readonly DiagnosticCode[] = [
  LOCK_HELD,
  LOCK_LOST,
  LOCK_WAITING,
  LOCK_TAKEN_OVER,
  STATE_EMPTY,
  STATE_DAMAGED,
  STATE_ALTERED,
  STATE_NEWER,
  STATE_FOREIGN,
  JOURNAL_DAMAGED,
  STATE_AHEAD,
  STATE_UNREADABLE,
  STATE_UNWRITABLE,
  STATE_PLACE_UNSUITABLE,
  KEY_MISSING,
  KEY_WRONG,
  KEY_INVALID,
  KEY_NOT_MADE,
  SECRET_NOT_ENCRYPTED,
  SECRET_DAMAGED,
]
