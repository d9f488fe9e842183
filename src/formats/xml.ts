/** Records as XML 1.0: an element for each field, named as in JSON; no namespaces. */
import { entities } from '../entities/index.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import { isList } from '../schema/value.ts'
import type { Export, Written } from './writing.ts'

/** What XML 1.0 cannot hold, in any form. */
const impossible = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu

/** `<leads kind="lead"><lead id="…"><firstName>…` with lists as `<item>`; a label is an attribute. */
export function writeXml({ kind, table, records }: Export): Written {
  const names = table.columns.map(({ key }) => key)
  const { plural } = entities[kind]
  const body = records.map((record) => recordXml(record, kind, names)).join('')
  const whole = `<?xml version="1.0" encoding="UTF-8"?>\n<${plural} kind="${kind}">\n${body}</${plural}>\n`
  const content = whole.replace(impossible, '\ufffd')
  const notes = content === whole ? [] : ['XML cannot hold control characters; each is written as \ufffd.']
  return { content, notes }
}

function recordXml(record: AnyRecord, kind: string, names: readonly string[]): string {
  const fields = names
    .filter((name) => name !== 'id')
    .map((name) => {
      const value = record[name]
      return value === undefined ? '' : `    ${element(name, value)}\n`
    })
  const id = names.includes('id') ? ` id="${escaped(record.id)}"` : ''
  return `  <${kind}${id}>\n${fields.join('')}  </${kind}>\n`
}

const nameForm = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u

/** A name that no element may have becomes an attribute. */
function element(name: string, value: Value): string {
  const isPlain = nameForm.test(name) && !/^xml/i.test(name)
  const [open, close] = isPlain ? [name, name] : [`field name="${escaped(name)}"`, 'field']
  return `<${open}>${content(value)}</${close}>`
}

function content(value: Value): string {
  if (isList(value)) return value.map(item).join('')
  if (typeof value !== 'object') return escaped(String(value))
  return Object.entries(value)
    .map(([name, part]) => (part === undefined ? '' : element(name, part)))
    .join('')
}

/** A labelled value is text with its label; anything else of a list is as it would be alone. */
function item(value: Value): string {
  if (typeof value !== 'object' || isList(value) || typeof value.value !== 'string')
    return `<item>${content(value)}</item>`
  const { label, value: text } = value
  return `<item${typeof label === 'string' ? ` label="${escaped(label)}"` : ''}>${escaped(text)}</item>`
}

const entitiesOf: { readonly [character: string]: string | undefined } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => entitiesOf[character] ?? character)
}
