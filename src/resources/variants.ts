import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import { type BlockField, type Fields, type FieldValues, isBlock } from '../model/fields.ts'
import { InternalError } from '../model/internal-error.ts'
import type { VariantSettings } from '../model/kind.ts'
import { MORE_THAN_ONE_VARIANT, NO_VARIANT } from './diagnostics.ts'

type Catalogue = { readonly [variant: string]: { readonly doc: string; readonly fields: Fields } }

/** The variants of a catalogue as optional blocks of a kind. */
export function variantBlocks(catalogue: Catalogue): { readonly [variant: string]: BlockField } {
  const blocks = Object.entries(catalogue).map(
    ([name, { doc, fields }]) => [name, { kind: 'block', doc, fields }] satisfies [string, BlockField],
  )
  return Object.fromEntries(blocks)
}

/** The first variant block that is set, with its settings. */
export function findVariant(fields: FieldValues, catalogue: Catalogue): VariantSettings | undefined {
  for (const variant of Object.keys(catalogue)) {
    const settings = fields[variant]
    if (isBlock(settings)) return { variant, settings }
  }
  return undefined
}

/** The variant of a resource that was applied. */
export function variantOf(fields: FieldValues, catalogue: Catalogue): VariantSettings {
  const found = findVariant(fields, catalogue)
  if (found === undefined) throw new InternalError('Cannot use an applied resource: none of its variants is known')
  return found
}

/** The declaration of a variant that was applied. */
export function declaredVariant<Variant>(catalogue: { readonly [variant: string]: Variant }, variant: string): Variant {
  const declared = catalogue[variant]
  if (declared === undefined)
    throw new InternalError(`Cannot use an applied resource: no variant "${variant}" is known`)
  return declared
}

/** A check: a resource is exactly one of its kind's variants. */
export function hasOneVariant(resource: DesiredResource, catalogue: Catalogue, what: string): readonly Diagnostic[] {
  const set = Object.keys(catalogue).filter((variant) => isBlock(resource.fields[variant]))
  const [first, second] = set
  const address = formatAddress(resource.address)
  if (first === undefined) {
    const detail = `The ${what} "${resource.address.label}" does not say what it is. Add one of these blocks: ${quoted(Object.keys(catalogue))}.`
    return [diagnose(NO_VARIANT, { detail, address, range: resource.range })]
  }
  if (second === undefined) return []
  const detail = `The ${what} "${resource.address.label}" has the blocks ${quoted(set)}, but it can only be one of them. Keep one, and declare another ${what} for each of the others.`
  const firstRange = resource.fieldRanges[first]
  const related = firstRange === undefined ? {} : { related: [{ message: 'First block', range: firstRange }] }
  return [
    diagnose(MORE_THAN_ONE_VARIANT, {
      detail,
      address,
      range: resource.fieldRanges[second] ?? resource.range,
      ...related,
    }),
  ]
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
