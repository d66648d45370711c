/** Throws an error that says why where the bytes are damaged or would become more than `most`. */
export type Decompress = (bytes: Buffer, most: number) => Uint8Array
