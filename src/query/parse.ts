/** The find language: text to tree. The only file that knows liqe. */
import { SyntaxError as GrammarError, LiqeError, type LiqeQuery, parse } from 'liqe'
import { InputError } from '../errors.ts'
import { errorAt } from './place.ts'
import { type Quoted, quoteValues } from './quoting.ts'
import type { Node, Operator, Query, Term } from './tree.ts'

const hint =
  'Conditions are written field:value or field:>value and joined by spaces, AND, OR, NOT; quote what has spaces.'

/** Longer than anybody types; the grammar takes time with length. */
const maxLength = 4000

/**
 * Reads a query: `status:new created:>-30d (source:web OR source:line) -tags:vip acme`. Conditions beside each other
 * are joined by AND, which binds tighter than OR. An empty query holds for every record.
 * @throws InputError pointing at the place that cannot be read, or where it is longer than 4,000 characters
 */
export function parseQuery(text: string): Query {
  if (text.trim() === '') return { text, root: { type: 'all' } }
  if (text.length > maxLength) {
    throw new InputError(
      `A query has at most ${maxLength} characters, not ${text.length}.`,
      'Ask for less at once, or keep parts of it as views: crm view add',
    )
  }
  const quoted = quoteValues(text)
  return { text, root: treeOf(grammatical(text, quoted), quoted) }
}

function grammatical(text: string, quoted: Quoted): LiqeQuery {
  try {
    return parse(quoted.text)
  } catch (error) {
    if (error instanceof GrammarError)
      throw errorAt('The query cannot be read from here on:', text, quoted.origin(error.offset), hint)
    if (error instanceof LiqeError)
      throw errorAt('The query can be read in two ways; add parentheses:', text, 0, hint)
    throw errorAt('The query ends too early:', text, text.length, hint)
  }
}

function treeOf(ast: LiqeQuery, quoted: Quoted): Node {
  switch (ast.type) {
    case 'Tag':
      return termOf(ast, quoted)
    case 'UnaryOperator':
      return { type: 'not', part: treeOf(ast.operand, quoted) }
    case 'ParenthesizedExpression':
      return treeOf(ast.expression, quoted)
    case 'LogicalExpression':
      return joined(chainOf(ast), quoted)
    case 'EmptyExpression':
      return { type: 'all' }
  }
}

interface Link {
  readonly operator: 'AND' | 'OR'
  readonly operand: LiqeQuery
}

/** The grammar reads a chain from left to right without precedence: here it is flat again. */
function chainOf(ast: LiqeQuery): readonly Link[] {
  if (ast.type !== 'LogicalExpression') return [{ operator: 'OR', operand: ast }]
  return [...chainOf(ast.left), { operator: ast.operator.operator, operand: ast.right }]
}

function joined(chain: readonly Link[], quoted: Quoted): Node {
  const groups: Node[][] = []
  for (const { operator, operand } of chain) {
    const node = treeOf(operand, quoted)
    if (operator === 'OR') groups.push([node])
    else groups.at(-1)?.push(node)
  }
  const parts = groups.map(
    (group): Node =>
      group.length === 1 && group[0] !== undefined ? group[0] : { type: 'and', parts: group },
  )
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { type: 'or', parts }
}

type Tag = Extract<LiqeQuery, { type: 'Tag' }>

const operators: { readonly [operator: string]: Operator } = {
  ':': ':',
  ':=': '=',
  ':>': '>',
  ':>=': '>=',
  ':<': '<',
  ':<=': '<=',
}

function termOf(tag: Tag, quoted: Quoted): Term {
  const { expression } = tag
  const isLiteral = expression.type === 'LiteralExpression'
  return {
    type: 'term',
    field: tag.field.type === 'Field' ? tag.field.name : undefined,
    operator: tag.field.type === 'Field' ? (operators[tag.operator.operator] ?? ':') : ':',
    value: isLiteral ? String(expression.value) : undefined,
    quoted: isLiteral && expression.quoted && expression.quotes === 'single',
    at: quoted.origin(tag.location.start),
  }
}
