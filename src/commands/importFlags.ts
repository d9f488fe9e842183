/** The flags of an import. */
import { presets } from '../rules/importing/presets/index.ts'
import type { Option } from './command.ts'

export const duplicateModes = ['skip', 'update', 'create', 'fail'] as const
export const similarModes = ['keep', 'mark', 'skip', 'fail'] as const
export const unmappedModes = ['keep', 'ignore', 'fail'] as const

export const importFlags: readonly Option[] = [
  {
    name: 'map',
    value: 'COLUMN=FIELD',
    help: 'what a column is; FIELD "-" leaves it out; of two columns called Phone the second is Phone#2',
    many: true,
  },
  { name: 'value', value: 'FIELD:FROM=TO', help: 'what a word in the file stands for', many: true },
  { name: 'mapping', value: 'FILE', help: 'take these from a file made by --save-mapping' },
  {
    name: 'saveMapping',
    value: 'FILE',
    help: 'keep how the file was understood, to be used again; in a dry run too',
  },
  {
    name: 'preset',
    value: 'NAME',
    help: 'the program it comes from, when not found by itself; or none',
    choices: Object.keys(presets),
  },
  {
    name: 'dateOrder',
    value: 'ORDER',
    help: 'dmy, mdy or ymd, where dates could be read in several ways',
  },
  { name: 'blank', value: 'WORD', help: 'a word that stands for nothing, such as - or N/A', many: true },
  { name: 'default', value: 'FIELD=VALUE', help: 'value where the file has none', many: true },
  {
    name: 'match',
    value: 'FIELDS',
    help: 'fields by which a row is recognised: externalId, email, phone, …',
  },
  {
    name: 'onDuplicate',
    value: 'WHAT',
    help: 'what to do with a row that is here already',
    choices: duplicateModes,
  },
  {
    name: 'onSimilar',
    value: 'WHAT',
    help: 'what to do with a row that is like a record by name, titles and legal forms aside; keep, unless the duplicate rule says mark',
    choices: similarModes,
  },
  {
    name: 'unmapped',
    value: 'WHAT',
    help: 'what to do with a column that matches nothing',
    choices: unmappedModes,
  },
  { name: 'createLinked', help: 'make accounts and contacts that are named but not here' },
  {
    name: 'keepInvalid',
    help: 'keep emails and web addresses that are not valid in fields of their own, instead of refusing the row',
  },
  { name: 'strict', help: 'refuse rows with telephones that are otherwise kept and told of' },
  { name: 'round', help: 'round amounts with more decimals than their currency has' },
  { name: 'skipInvalid', help: 'take the good rows' },
  {
    name: 'rejects',
    value: 'FILE',
    help: 'write the rows that were refused, with the reasons; in a dry run too',
  },
  { name: 'encoding', value: 'NAME', help: 'such as utf-8 or windows-874, when not found by itself' },
  { name: 'delimiter', value: 'CHAR', help: 'what separates columns, when not found by itself; or tab' },
  { name: 'sheet', value: 'NAME', help: 'name or number of the sheet of a workbook' },
  { name: 'headerRow', value: 'N', help: 'the row that names the columns, when not found by itself' },
]
