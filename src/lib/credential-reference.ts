/** Where a credential is: in place, or in a file or an environment variable that is read when it is needed. */
export type CredentialReference =
  | { readonly from: 'value'; readonly text: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'environment'; readonly variable: string }

/** Editors and `echo` end a text with a newline, which is never part of a credential. */
export function withoutFinalNewlines(text: string): string {
  return text.replace(/[\r\n]+$/, '')
}
