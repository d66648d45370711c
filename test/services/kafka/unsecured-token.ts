/** A token as the OAUTHBEARER listeners of the test broker take it: a JWS with `alg: none` (RFC 7515), good for an hour. */
export function unsecuredToken(subject: string): string {
  const now = Math.floor(Date.now() / 1000)
  const parts = [{ alg: 'none' }, { sub: subject, iat: now, exp: now + 3600 }]
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
}
