/** First part of the keys of our own files, and of the names of files that are being written. */
export const RESERVED_NAME = '.strmctl'

const TEST_OBJECT = /(?:^|\/)\.strm_test_[^/]*\.jsonl$/

/** Key of the empty object that shows whether a place can be written. */
export function testObjectKey(prefix: string, uuid: string): string {
  return `${prefix === '' ? '' : `${prefix}/`}.strm_test_${uuid}.jsonl`
}

export function isTestObject(key: string): boolean {
  return TEST_OBJECT.test(key)
}

/** Whether it may be an object with events: neither a test object nor a file of our own. */
export function isListed(key: string): boolean {
  return !isTestObject(key) && !key.split('/').some((part) => part.startsWith(RESERVED_NAME))
}
