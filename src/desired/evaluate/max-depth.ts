/** Levels of nesting allowed in an expression and in a value: far beyond what people write, far below what overflows the stack. */
export const MAX_DEPTH = 500
