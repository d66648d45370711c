import { readFile } from 'node:fs/promises'
import { createDurably } from '../../io/disk/create-durably.ts'
import { unless } from '../../io/disk/error-code.ts'
import { replaceDurably } from '../../io/disk/replace-durably.ts'
import { STREAM_FILE_DAMAGED } from './diagnostics.ts'
import { topicFile } from './layout.ts'
import { problem } from './problem.ts'

/** What `.strmctl/stream.json` says. */
export interface Topic {
  /** Changes when the stream is deleted and recreated. */
  readonly topic: string
  readonly partitions: number
  /** Whether the stream's directory was made with the stream, and so may go with it. */
  readonly madeDirectory: boolean
}

const FORMAT_VERSION = 1

/** The stream's topic, or nothing where the stream was not made. Rejects with a DiagnosedError when the file is damaged or newer. */
export async function readTopic(root: string): Promise<Topic | undefined> {
  const text = await unless(['ENOENT'], readFile(topicFile(root), 'utf8'))
  return text === undefined ? undefined : parseTopic(text, topicFile(root))
}

/** Makes the topic, durably. Another process may have been first: its topic is the one that counts. */
export async function createTopic(root: string, topic: Topic): Promise<Topic> {
  await createDurably(topicFile(root), [encode(topic)])
  return (await readTopic(root)) ?? topic
}

/** Durable when it resolves. */
export async function replaceTopic(root: string, topic: Topic): Promise<void> {
  await replaceDurably(topicFile(root), [encode(topic)])
}

function encode(topic: Topic): Uint8Array {
  return Buffer.from(`${JSON.stringify({ version: FORMAT_VERSION, ...topic }, undefined, 2)}\n`)
}

function parseTopic(text: string, file: string): Topic {
  const value = parseJson(text, file)
  if (typeof value !== 'object' || value === null) throw damaged(file)
  if ('version' in value && typeof value.version === 'number' && value.version > FORMAT_VERSION) throw newer(file)
  const { topic, partitions, madeDirectory }: { topic?: unknown; partitions?: unknown; madeDirectory?: unknown } = value
  if (typeof topic !== 'string' || topic === '') throw damaged(file)
  if (typeof partitions !== 'number' || !Number.isSafeInteger(partitions) || partitions < 1) throw damaged(file)
  return { topic, partitions, madeDirectory: madeDirectory === true }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw damaged(file, error)
  }
}

function damaged(file: string, cause?: unknown): Error {
  return problem(
    STREAM_FILE_DAMAGED,
    `The file "${file}" cannot be understood. It holds the id of the stream, which cannot be guessed. Restore it from a backup.`,
    cause,
  )
}

function newer(file: string): Error {
  return problem(STREAM_FILE_DAMAGED, `The file "${file}" was written by a newer version of strmctl. Upgrade strmctl.`)
}
