import { S3Error } from './s3-error.ts'

const PRECONDITION_FAILED = 412

/** What became of a create-only request: refused because there is an object already is an outcome, not an error. */
export async function orExists(request: Promise<unknown>): Promise<'created' | 'exists'> {
  try {
    await request
    return 'created'
  } catch (error) {
    if (error instanceof S3Error && error.status === PRECONDITION_FAILED) return 'exists'
    throw error
  }
}
