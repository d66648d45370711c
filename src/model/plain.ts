/** JSON data without secrets. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain }
