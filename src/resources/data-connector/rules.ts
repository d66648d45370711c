import type { Fields } from '../../model/fields.ts'
import type { KindRules, RulesDeps } from '../../model/kind.ts'
import { nameField, nameIsAllowed, nameIsUnique, withName } from '../names.ts'
import { settingsAgree } from '../settings-agree.ts'
import { hasOneVariant, variantBlocks } from '../variants.ts'
import { dataConnectorListing } from './listing.ts'

/** A named place to write to plus the credentials for it. Every change is in place: its exporters keep their positions. */
export const dataConnectorRules: KindRules = {
  kind: 'data_connector',
  plural: 'data_connectors',
  fields: dataConnectorFields,
  variants: (context) => Object.keys(context.connectors),
  normalize: withName,
  checks: [
    (resource, _all, context) => hasOneVariant(resource, context.connectors, 'data connector'),
    (resource, _all, context) => settingsAgree(resource, context.connectors),
    nameIsAllowed,
    nameIsUnique,
  ],
  judgeUpdate: () => ({ verdict: 'update' }),
  listing: dataConnectorListing,
  deletion: 'objects already written stay',
}

function dataConnectorFields(context: RulesDeps): Fields {
  return { name: nameField('data connector'), ...variantBlocks(context.connectors) }
}
