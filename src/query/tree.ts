/** A query as a plain tree: what parse.ts reads and match.ts turns into a test of records. */

export type Operator = ':' | '=' | '>' | '>=' | '<' | '<='

/** One condition: a field compared with a value, or a bare word to be found anywhere. */
export interface Term {
  readonly type: 'term'
  /** As typed; undefined for a bare word. */
  readonly field: string | undefined
  readonly operator: Operator
  /** As typed; undefined for `field:`, which asks for an empty field. */
  readonly value: string | undefined
  /** Quoted by the user: `*` means itself. */
  readonly quoted: boolean
  /** Where it begins in the text of the query. */
  readonly at: number
}

export type Node =
  | Term
  | { readonly type: 'all' }
  | { readonly type: 'and'; readonly parts: readonly Node[] }
  | { readonly type: 'or'; readonly parts: readonly Node[] }
  | { readonly type: 'not'; readonly part: Node }

export interface Query {
  /** As typed. */
  readonly text: string
  readonly root: Node
}

/** Every condition of a query, from left to right. */
export function termsOf(node: Node): readonly Term[] {
  switch (node.type) {
    case 'term':
      return [node]
    case 'not':
      return termsOf(node.part)
    case 'and':
    case 'or':
      return node.parts.flatMap(termsOf)
    case 'all':
      return []
  }
}
