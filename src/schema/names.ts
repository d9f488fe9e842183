/** Names of fields as they are written: camel case in JSON, kebab case in flags. */

/** `closeDate` → `close-date` */
export function camelToKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `close-date` → `closeDate` */
export function kebabToCamel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
