import { verifyPlace, type PlaceVerification } from '../../../audit/verify-place.ts'
import { CONNECTORS } from '../../../connectors/catalogue.ts'
import type { ConnectorCatalogue, ConnectorVariant, LocatedPlace } from '../../../model/connector.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { CODECS, compose } from '../../compose.ts'
import { NOTHING_TO_VERIFY, WRONG_USAGE } from '../../diagnostics.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { counter } from '../../views/counter.ts'
import { renderPlaceVerification } from '../../views/human/verification.ts'
import { viewFor } from '../../views/view-for.ts'

export interface VerifyUrlOptions {
  readonly content: boolean
  readonly from?: number
}

/** Verifies what stands at URLs, without configuration, state or ledger. Rejects with a DiagnosedError for one that is none. */
export async function verifyUrls(
  urls: readonly string[],
  options: VerifyUrlOptions,
  deps: CommandDeps,
): Promise<ExitCode> {
  const view = viewFor(deps)
  let proven = true
  for (const url of urls) {
    const verification = await verifyUrl(url, options, deps)
    view.answer(renderPlaceVerification(verification, { ...deps, url }), 'place_verification', {
      url,
      ...verification,
    })
    if (verification.exporters.length === 0) throw nothingThere(url, verification)
    proven &&= verification.forbidden.length === 0
    proven &&= verification.exporters.every(({ problems }) => problems.length === 0)
  }
  return proven ? EXIT.ok : EXIT.found
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
}

async function verifyUrl(url: string, options: VerifyUrlOptions, deps: CommandDeps): Promise<PlaceVerification> {
  const { variant, located } = await locate(url)
  const connector = await variant.open(located.settings, compose(deps).connectorDeps)
  const progress = counter(deps, url)
  try {
    const place = { connector, prefix: located.prefix }
    const { signals } = deps
    return await verifyPlace({ ...options, place, codecs: CODECS, onObject: progress.count, signal: signals.finish })
  } finally {
    progress.erase()
    await connector.close()
  }
}

interface Located {
  readonly variant: ConnectorVariant
  readonly located: LocatedPlace
}

async function locate(text: string): Promise<Located> {
  const variants: readonly ConnectorVariant[] = Object.values<ConnectorVariant>(CONNECTORS satisfies ConnectorCatalogue)
  const url = URL.canParse(text) ? new URL(text) : undefined
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

function nothingThere(url: string, { others }: PlaceVerification): DiagnosedError {
  const detail = `No object of a batch exporter was found at "${url}" (${others} others). Check the URL: it ends where the path prefix begins, or earlier.`
  return new DiagnosedError([diagnose(NOTHING_TO_VERIFY, { detail })])
}
