import type { DiskFiles } from './disk-files.ts'
import { UnsuitableFileSystemError } from './unsuitable-file-system-error.ts'

/**
 * Type numbers of statfs(2). Two machines on one of these do not see each other's appends in one order at once, which the
 * journal rests on. 9P is left out (gVisor shows every file system as 9P), FUSE too (it may be local or not).
 */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x564c, 'NCP'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
])

/** Rejects with UnsuitableFileSystemError where an existing directory lies on a network file system, as far as that can be recognised. */
export async function refuseNetworkFileSystem(directory: string, files: DiskFiles): Promise<void> {
  const type = await files.fileSystemType(directory)
  const name = NETWORK_FILE_SYSTEMS.get(type >>> 0)
  if (name === undefined) return
  throw new UnsuitableFileSystemError(directory, `it is on a network file system (${name})`)
}
