/** Name and password that every SASL listener of the test broker takes, with PLAIN and with SCRAM. */
export const USER = { name: 'strmctl', password: 'strmctl-test-password' }

/** Options of Kafka's storage tool that make the SCRAM users. */
export function scramUsers(): readonly string[] {
  const user = `[name=${USER.name},password=${USER.password}]`
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => ['--add-scram', `${mechanism}=${user}`])
}
