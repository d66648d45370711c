import { randomUUID } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { ExecutionContext } from 'ava'
import { askServices } from '../../services/ask-services.ts'
import type { S3Address } from '../../services/s3/prepare-s3.ts'

/** A store for the tests, and who may do everything there. */
export type Store = Pick<S3Address, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>

/** Handed to processes that a test starts. */
const VARIABLE = 'STRMCTL_TEST_STORE'

/** The store that the process which started this one uses. */
export function inheritedStore(): Store {
  return JSON.parse(process.env[VARIABLE] ?? '{}') as Store
}

export interface OwnBucket {
  readonly store: Store
  readonly admin: S3Client
  readonly bucket: string
  /** A user who may do everything in this bucket, through its policy alone. */
  readonly user: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly remove: () => Promise<void>
  readonly uploads: () => Promise<number>
}

/** A new bucket with a user of its own, removed when the test ends. */
export async function ownBucket(t: Pick<ExecutionContext, 'teardown'>): Promise<OwnBucket> {
  const found = await askServices('s3')
  process.env[VARIABLE] = JSON.stringify(found)
  const admin = adminClient(found)
  const id = randomUUID()
  const bucket = `s3h-${id}`
  const user = { accessKeyId: `user-${id}`, secretAccessKey: `secret-${id}` }
  await createUser(found, user)
  await admin.send(new CreateBucketCommand({ Bucket: bucket }))
  await admin.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy(bucket, user.accessKeyId, ['s3:*']) }))
  const remove = () => removeBucket(admin, bucket)
  t.teardown(async () => {
    await remove().catch(() => undefined)
    admin.destroy()
  })
  const uploads = async () =>
    (await admin.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads?.length ?? 0
  return { store: found, admin, bucket, user, remove, uploads }
}

export function adminClient({ endpoint, accessKeyId, secretAccessKey }: Store): S3Client {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
  const credentials = { accessKeyId, secretAccessKey }
  return new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 })
}

export async function takeRights(admin: S3Client, bucket: string): Promise<void> {
  await admin.send(new DeleteBucketPolicyCommand({ Bucket: bucket }))
}

export async function allowOnly(own: OwnBucket, actions: readonly string[]): Promise<void> {
  const Policy = policy(own.bucket, own.user.accessKeyId, actions)
  await own.admin.send(new PutBucketPolicyCommand({ Bucket: own.bucket, Policy }))
}

function policy(bucket: string, user: string, actions: readonly string[]): string {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]
  const onObjects = actions.every((action) => action.includes('Object'))
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: [user] }, Action: actions, Resource: onObjects ? Resource[1] : Resource },
    ],
  })
}

async function removeBucket(admin: S3Client, bucket: string): Promise<void> {
  for (let token: string | undefined; ;) {
    const page = await admin.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }))
    for (const { Key } of page.Contents ?? []) await admin.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
    token = page.NextContinuationToken
    if (token === undefined) break
  }
  await admin.send(new DeleteBucketCommand({ Bucket: bucket }))
}

/** The gateway's own way to make users, signed by the SDK in place of another request. */
async function createUser(at: Store, user: OwnBucket['user']): Promise<void> {
  const client = adminClient(at)
  const body = `<Account><Access>${user.accessKeyId}</Access><Secret>${user.secretAccessKey}</Secret><Role>user</Role></Account>`
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { method: string; path: string; query: object; body: string; headers: object }
      Object.assign(request, { method: 'PATCH', path: '/create-user', query: {}, body })
      Object.assign(request.headers, { 'content-length': String(body.length) })
      return next(args)
    },
    { step: 'build', priority: 'low' },
  )
  await client.send(new ListBucketsCommand({})).finally(() => client.destroy())
}
