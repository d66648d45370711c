import { CredentialError } from '../credentials/credential-error.ts'
import { S3CredentialsError } from './s3-credentials-error.ts'
import { classifyS3Failure, type S3Failure, type S3FailureFacts } from './s3-failure.ts'

/** What an S3 store answered, or why it could not be asked. Never carries the answer itself: that may quote credentials. */
export class S3Error extends Error {
  readonly code: string
  readonly status: number | undefined
  readonly region: string | undefined
  readonly failure: S3Failure

  constructor(message: string, facts: S3FailureFacts) {
    super(message)
    this.name = 'S3Error'
    this.code = facts.code
    this.status = facts.status
    this.region = facts.region
    this.failure = classifyS3Failure(facts)
  }
}

/** The error of a call. `hidden`: texts that must not be seen in its message; `sent`: whether the request may have reached the store. */
export function s3Error(error: unknown, hidden: readonly string[], sent?: boolean): S3Error {
  if (error instanceof S3Error) return error
  const facts = { code: codeOf(error), status: statusOf(error), region: regionOf(error) }
  return new S3Error(messageOf(error, facts, hidden), sent === undefined ? facts : { ...facts, sent })
}

/** A code of the store's own, before names such as `Error` that every error has. */
function codeOf(error: unknown): string {
  const code = textAt(error, 'code') ?? textAt(error, 'Code') ?? textAt(error, 'name')
  return code ?? 'Unknown'
}

function statusOf(error: unknown): number | undefined {
  const status = at(at(error, '$metadata'), 'httpStatusCode')
  return typeof status === 'number' ? status : undefined
}

function regionOf(error: unknown): string | undefined {
  return textAt(error, 'Region') ?? textAt(at(at(error, '$response'), 'headers'), 'x-amz-bucket-region')
}

function messageOf(error: unknown, { code, status }: S3FailureFacts, hidden: readonly string[]): string {
  const said = textAt(error, 'message') ?? firstOfSeveral(error) ?? ''
  const message = said === '' || said === 'UnknownError' ? `the answer was ${status ?? 'none'}` : said
  const masked = hidden.reduce((text, secret) => text.replaceAll(secret, '(hidden)'), message)
  if (error instanceof CredentialError || error instanceof S3CredentialsError) return masked
  return masked.includes(code) ? masked : `${code}: ${masked}`
}

/** A host with several addresses fails with all their errors. */
function firstOfSeveral(error: unknown): string | undefined {
  return error instanceof AggregateError ? textAt(error.errors[0], 'message') : undefined
}

function textAt(value: unknown, name: string): string | undefined {
  const found = at(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
