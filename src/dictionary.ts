/** Tables that are looked up by what people type. */

/**
 * The table without the words that every object of the language answers to: `constructor`, `__proto__`, `toString` and
 * their like are as unknown to it as any other word it does not have.
 */
export function dictionary<T extends object>(entries: T): T {
  const own: T = { ...entries }
  Object.setPrototypeOf(own, null)
  return own
}
