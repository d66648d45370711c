const TEST_OBJECT = /(?:^|\/)\.strm_test_[^/]*\.jsonl$/

/** Key of the empty object that shows whether a place can be written. */
export function testObjectKey(prefix: string, uuid: string): string {
  return `${prefix === '' ? '' : `${prefix}/`}.strm_test_${uuid}.jsonl`
}

export function isTestObject(key: string): boolean {
  return TEST_OBJECT.test(key)
}
