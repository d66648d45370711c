import type { DiagnosticCode } from '../model/diagnostic.ts'

export const CYCLE: DiagnosticCode = {
  code: 'STRM1600',
  severity: 'error',
  summary: 'Dependency cycle',
  explanation: `Each of the named things needs the next one, and the last needs the first again, so there is no order in which they could be evaluated, created or changed. Two locals do that, for example:

  locals {
    a = local.b
    b = local.a
  }

The path in the message can be walked: every hop names the place and the expression that makes it. Remove one of these references or one entry of \`depends_on\`; a value that both sides need belongs into a variable or a local of its own that refers to neither. When several cycles hang together, one is shown: the next appears when it is mended.`,
}

export const SELF_REFERENCE: DiagnosticCode = {
  code: 'STRM1601',
  severity: 'error',
  summary: 'Self-reference',
  explanation: `Something refers to itself, so its value would have to be known before it is computed. For example:

  data_connector "archive" {
    name = "\${data_connector.archive.name}-copy"
  }

Remove the reference. Where two arguments of a block shall have the same value, give the value a name in \`locals\` and use that in both.`,
}

/** Every code of this folder, for `strmctl explain`. */
export const GRAPH_CODES: readonly DiagnosticCode[] = [CYCLE, SELF_REFERENCE]
