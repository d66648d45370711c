import type { FunctionCatalogue } from '../evaluate/function-declaration.ts'
import { COLLECTIONS } from './collections.ts'
import { ENCODING } from './encoding.ts'
import { FILES } from './files.ts'
import { NUMBERS } from './numbers.ts'
import { STRINGS } from './strings.ts'
import { TYPES } from './types.ts'

const FAMILIES = [STRINGS, COLLECTIONS, TYPES, NUMBERS, ENCODING, FILES]

/** Every function of the expression language by name. To add one, add its definition to the file of its family. */
export const FUNCTIONS: FunctionCatalogue = new Map(FAMILIES.flat().map((declared) => [declared.name, declared]))
