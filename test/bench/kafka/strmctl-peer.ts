import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../services/run-command.ts'
import { BIN } from '../run-measured.ts'
import { exporterConfiguration } from './exporter-configuration.ts'
import type { Peer, PeerTask } from './peer.ts'

/** This program, with every guarantee on. */
export const strmctlPeer: Peer = strmctlWith({ interval: '1h' })

/** The same, with another interval. */
export function strmctlWith({ interval }: { readonly interval: string }): Peer {
  return {
    name: 'strmctl',
    configured: `64 MB objects, interval ${interval}, defaults otherwise; exactly once`,
    prepare: async (task) => {
      const { accessKeyId, secretAccessKey } = task.place.s3
      const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
      await writeFile(join(task.directory, 'main.strm.hcl'), configuration(task, interval))
      await runCommand([process.execPath, BIN, 'apply', '--auto-approve'], { cwd: task.directory, env })
      return { command: [process.execPath, BIN, 'up', '--once'], env }
    },
  }
}

function configuration({ kafka, topic, place }: PeerTask, interval: string): string {
  return exporterConfiguration({
    brokers: kafka.bootstrap.split(','),
    topic: topic.topic,
    place,
    stream: [],
    exporter: [`interval = "${interval}"`, `max_object_bytes = ${64 * 2 ** 20}`],
  })
}
