/** Our half of an authentication: yields what to send and is given what the broker answered. Throws KafkaConnectError. */
export type SaslExchange = AsyncGenerator<Buffer, void, Buffer>
