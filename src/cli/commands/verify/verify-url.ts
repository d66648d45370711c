import { verifyPlace } from '../../../audit/verify-place.ts'
import type { ConnectorVariant, LocatedPlace } from '../../../model/connector.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import type { NameOrUrl } from '../../arguments/value-types.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { CODECS } from '../../compose-engine.ts'
import { compose } from '../../compose.ts'
import { NOTHING_TO_VERIFY, WRONG_USAGE } from '../../diagnostics.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { urlVerificationView, type UrlVerification } from './view.ts'

export interface VerifyUrlOptions {
  readonly content: boolean
  readonly from?: number
}

/** Verifies what is at URLs, without configuration, state or ledger. Rejects with a DiagnosedError for a target that is not a URL. */
export async function verifyUrls(
  targets: readonly NameOrUrl[],
  options: VerifyUrlOptions,
  deps: CommandDeps,
): Promise<ExitCode> {
  let proven = true
  for (const target of targets) {
    const verification = await verifyUrl(target, options, deps)
    deps.view.show(urlVerificationView, verification)
    if (verification.exporters.length === 0) throw nothingThere(verification)
    proven &&= verification.forbidden.length === 0
    proven &&= verification.exporters.every(({ problems }) => problems.length === 0)
  }
  return proven ? EXIT.ok : EXIT.found
}

async function verifyUrl(target: NameOrUrl, options: VerifyUrlOptions, deps: CommandDeps): Promise<UrlVerification> {
  const { connectorDeps, rulesDeps } = compose(deps)
  const { text: url } = target
  const { variant, located } = await locate(target, Object.values(rulesDeps.connectors))
  const connector = await variant.open(located.settings, connectorDeps)
  const { count: onObject, erase } = deps.view.counter(url)
  try {
    const place = { connector, prefix: located.prefix }
    const { formats } = rulesDeps
    const { finish: signal } = deps.signals
    return { url, ...(await verifyPlace({ ...options, place, codecs: CODECS, formats, onObject, signal })) }
  } finally {
    erase()
    await connector.close()
  }
}

interface Located {
  readonly variant: ConnectorVariant
  readonly located: LocatedPlace
}

async function locate({ text, url }: NameOrUrl, variants: readonly ConnectorVariant[]): Promise<Located> {
  const variant = variants.find((candidate) => `${candidate.url?.scheme}:` === url?.protocol)
  if (url === undefined || variant?.url === undefined) {
    const forms = variants.flatMap((known) => (known.url === undefined ? [] : [known.url.form]))
    throw wrong(`"${text}" is neither the name of an exporter nor a place: write ${forms.join(' or ')}`)
  }
  const located = await variant.url.locate(url)
  if (typeof located === 'string') throw wrong(`"${text}" cannot be verified: ${located}`)
  return { variant, located }
}

function wrong(detail: string): DiagnosedError {
  return new DiagnosedError([diagnose(WRONG_USAGE, { detail })])
}

function nothingThere({ url, others }: UrlVerification): DiagnosedError {
  const detail = `No object of a batch exporter was found at "${url}" (${others} others). Check the URL: it ends where the path prefix begins, or earlier.`
  return new DiagnosedError([diagnose(NOTHING_TO_VERIFY, { detail })])
}
