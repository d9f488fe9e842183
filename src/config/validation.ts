/** Validation rules of the settings: their type. */

/** What a record must have, always or while a condition holds. */
export interface ValidationRule {
  /** A query: the rule counts only for records that match. */
  readonly when?: string
  /** Fields that must be filled; "email|phone" means either. */
  readonly require?: readonly string[]
  /** A field and the pattern (a regular expression) its whole text must have. */
  readonly pattern?: { readonly field: string; readonly matches: string }
  /** A field and the values it may have. */
  readonly allow?: { readonly field: string; readonly values: readonly string[] }
  /** Fields that no two records may have the same. */
  readonly unique?: readonly string[]
  /** What the user is told, instead of the words of the program. */
  readonly message?: string
  /** Whether a record that breaks the rule is refused, or kept with a warning. */
  readonly action?: 'refuse' | 'warn'
}

export interface ValidationRules {
  readonly [kind: string]: readonly ValidationRule[] | undefined
}
