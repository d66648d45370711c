import type { DocumentView } from '../../views/view.ts'

export interface Versions {
  readonly strmctl: string
  readonly node: string
}

export const versionView: DocumentView<Versions> = {
  human: ({ strmctl }) => `strmctl ${strmctl}\n`,
  json: ({ strmctl, node }) => `${JSON.stringify({ strmctl_version: strmctl, node_version: node })}\n`,
}
