import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../services/run-command.ts'
import { BIN } from '../run-measured.ts'
import type { Peer, PeerTask } from './peer.ts'

/** This program, with every guarantee on. */
export const strmctlPeer: Peer = {
  name: 'strmctl',
  configured: '64 MB objects, interval 1h, defaults otherwise; exactly once',
  prepare: async (task) => {
    const { accessKeyId, secretAccessKey } = task.place.s3
    const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
    await writeFile(join(task.directory, 'main.strm.hcl'), configuration(task))
    await runCommand([process.execPath, BIN, 'apply', '--auto-approve'], { cwd: task.directory, env })
    return { command: [process.execPath, BIN, 'up', '--once'], env }
  },
}

function configuration({ kafka, topic, place }: PeerTask): string {
  return `stream "events" {
  kafka {
    bootstrap_servers = ${JSON.stringify(kafka.bootstrap.split(','))}
    topic             = "${topic.topic}"
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "${place.bucket}"
    region      = "${place.s3.region}"
    endpoint    = "${place.s3.endpoint}"
    path_style  = true
  }
}

batch_exporter "events" {
  stream                  = stream.events
  data_connector          = data_connector.lake
  interval                = "1h"
  path_prefix             = "${place.prefix}"
  max_object_bytes        = ${64 * 2 ** 20}
  include_existing_events = true
}
`
}
