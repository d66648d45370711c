/** First part of the keys of our own files, and of the names of files that are being written. */
export const RESERVED_NAME = '.strmctl'
