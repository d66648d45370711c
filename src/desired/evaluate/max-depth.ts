/** Levels of nesting allowed in an expression: no less than the parsers let through, and far below what overflows the stack. */
export const MAX_EXPRESSION_DEPTH = 1000

/** Levels of collections allowed in a value, which locals can build up step by step. */
export const MAX_VALUE_DEPTH = 500
