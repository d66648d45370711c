/** `1 object`, `2 objects`: for words whose plural ends with an s. */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
