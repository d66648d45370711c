import type { Fields } from '../../../model/fields.ts'

export const LOCAL_FIELDS = {
  path: {
    kind: 'field',
    value: { type: 'path' },
    min: 1,
    default: 'state/strmctl.state.json',
    doc: "The state file; a relative path counts from the configuration's directory. The journal and the backups stand beside it.",
  },
} as const satisfies Fields
