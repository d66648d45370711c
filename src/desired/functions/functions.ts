import type { FunctionCatalogue } from '../evaluate/function-declaration.ts'

/** Every function of the expression language by name. Adding one: a file beside this one and a line here. */
export const FUNCTIONS: FunctionCatalogue = new Map()
