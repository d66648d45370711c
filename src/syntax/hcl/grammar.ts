import type { Grammar } from './parser.ts'
import { parseBodyItems } from './body.ts'
import { parseExpressionRule } from './expression.ts'

export const GRAMMAR: Grammar = { expression: parseExpressionRule, bodyItems: parseBodyItems }
