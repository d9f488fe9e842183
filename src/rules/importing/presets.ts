/** Exports of well-known programs, turned into tables whose columns are called as our fields are. */
import { unknownWord } from '../../errors.ts'
import type { ImportRow, ImportTable } from './options.ts'

/** Columns of which the first filled one is the main value of a field, and the others go to a list beside it. */
interface Series {
  readonly main: string
  readonly others: string
  /** Label and heading, the most important first; `#` in the heading stands for 1, 2, 3…, and label may name its column. */
  readonly columns: readonly (readonly [label: string, heading: string])[]
}

interface Preset {
  readonly title: string
  /** Headings that together only this program writes. */
  readonly signature: readonly string[]
  /** Field by heading; "-" leaves a column out. */
  readonly columns: { readonly [heading: string]: string }
  readonly series?: readonly Series[]
}

const mostOfSeries = 9

export const presets: { readonly [name: string]: Preset } = {
  google: {
    title: 'Google Contacts',
    signature: ['E-mail 1 - Value', 'Phone 1 - Value'],
    columns: {
      'Given Name': 'firstName',
      'Family Name': 'lastName',
      'Organization Name': 'account',
      'Organization 1 - Name': 'account',
      'Organization Title': 'title',
      'Organization 1 - Title': 'title',
      Labels: 'tags',
      'Group Membership': 'tags',
      Notes: 'description',
      Birthday: 'birthday',
      'Address 1 - Street': 'address.street',
      'Address 1 - City': 'address.city',
      'Address 1 - Region': 'address.province',
      'Address 1 - Postal Code': 'address.postalCode',
      'Address 1 - Country': 'address.country',
      'Address 1 - Formatted': '-',
      'Address 1 - Label': '-',
      'File As': '-',
      Name: '-',
      Photo: '-',
    },
    series: [
      {
        main: 'email',
        others: 'otherEmails',
        columns: [
          ['E-mail # - Label', 'E-mail # - Value'],
          ['E-mail # - Type', 'E-mail # - Value'],
        ],
      },
      {
        main: 'phone',
        others: 'otherPhones',
        columns: [
          ['Phone # - Label', 'Phone # - Value'],
          ['Phone # - Type', 'Phone # - Value'],
        ],
      },
    ],
  },
  outlook: {
    title: 'Outlook',
    signature: ['E-mail Address', 'Business Phone', 'Home Phone'],
    columns: {
      'Job Title': 'title',
      'Business Street': 'address.street',
      'Business City': 'address.city',
      'Business State': 'address.province',
      'Business Postal Code': 'address.postalCode',
      'Business Country/Region': 'address.country',
      Categories: 'tags',
      Notes: 'description',
      'E-mail Display Name': '-',
      'E-mail Type': '-',
    },
    series: [
      {
        main: 'email',
        others: 'otherEmails',
        columns: [
          ['', 'E-mail Address'],
          ['2', 'E-mail 2 Address'],
          ['3', 'E-mail 3 Address'],
        ],
      },
      {
        main: 'phone',
        others: 'otherPhones',
        columns: [
          ['mobile', 'Mobile Phone'],
          ['work', 'Business Phone'],
          ['work', 'Business Phone 2'],
          ['home', 'Home Phone'],
          ['home', 'Home Phone 2'],
          ['other', 'Other Phone'],
        ],
      },
    ],
  },
  linkedin: {
    title: 'LinkedIn connections',
    signature: ['Email Address', 'Position', 'Connected On'],
    columns: {
      'Email Address': 'email',
      Position: 'title',
      URL: 'linkedinUrl',
      'Connected On': 'connectedOn',
    },
  },
  hubspot: {
    title: 'HubSpot',
    signature: ['Record ID', 'Create Date'],
    columns: {
      'Record ID': 'externalId',
      'Phone Number': 'phone',
      'Contact owner': 'owner',
      'Deal owner': 'owner',
      'Company owner': 'owner',
      'Associated Company': 'account',
      'Company name': 'name',
      'Create Date': 'createdAt',
      'Job Title': 'title',
      'State/Region': 'address.province',
      'Deal Stage': 'stage',
    },
  },
  salesforce: {
    title: 'Salesforce',
    signature: ['Company / Account', 'Lead Status'],
    columns: {
      'Company / Account': 'company',
      'Lead ID': 'externalId',
      'Lead Owner': 'owner',
      'Lead Source': 'source',
      'Lead Status': 'status',
      'State/Province': 'address.province',
      'Zip/Postal Code': 'address.postalCode',
    },
    series: [
      {
        main: 'phone',
        others: 'otherPhones',
        columns: [
          ['work', 'Phone'],
          ['mobile', 'Mobile'],
        ],
      },
    ],
  },
  zoho: {
    title: 'Zoho CRM',
    signature: ['Record Id', 'Lead Owner', 'Lead Source'],
    columns: {
      'Record Id': 'externalId',
      'Lead Owner': 'owner',
      Designation: 'title',
      'Email Opt Out': 'doNotEmail',
      'Zip Code': 'address.postalCode',
      State: 'address.province',
      'Created Time': 'createdAt',
    },
    series: [
      {
        main: 'phone',
        others: 'otherPhones',
        columns: [
          ['mobile', 'Mobile'],
          ['work', 'Phone'],
        ],
      },
      {
        main: 'email',
        others: 'otherEmails',
        columns: [
          ['', 'Email'],
          ['2', 'Secondary Email'],
        ],
      },
    ],
  },
  pipedrive: {
    title: 'Pipedrive',
    signature: ['Deal - Title', 'Deal - Value'],
    columns: {
      'Deal - ID': 'externalId',
      'Deal - Title': 'name',
      'Deal - Value': 'amount',
      'Deal - Currency of Value': 'currency',
      'Deal - Stage': 'stage',
      'Deal - Organization': 'account',
      'Deal - Contact person': 'contacts',
      'Deal - Expected close date': 'closeDate',
      'Deal - Owner': 'owner',
      'Deal - Lost reason': 'lostReason',
    },
  },
  'pipedrive-people': {
    title: 'Pipedrive people',
    signature: ['Person - Name'],
    columns: {
      'Person - ID': 'externalId',
      'Person - Name': 'name',
      'Person - Organization': 'account',
      'Person - Owner': 'owner',
    },
    series: [
      {
        main: 'email',
        others: 'otherEmails',
        columns: [
          ['work', 'Person - Email - Work'],
          ['home', 'Person - Email - Home'],
          ['other', 'Person - Email - Other'],
        ],
      },
      {
        main: 'phone',
        others: 'otherPhones',
        columns: [
          ['mobile', 'Person - Phone - Mobile'],
          ['work', 'Person - Phone - Work'],
          ['home', 'Person - Phone - Home'],
          ['other', 'Person - Phone - Other'],
        ],
      },
    ],
  },
}

/** The preset by that name, else the one whose headings the table has; undefined where it is none's. @throws InputError */
export function presetFor(header: readonly string[], name: string | undefined): string | undefined {
  if (name === 'none') return undefined
  if (name !== undefined && !Object.hasOwn(presets, name))
    throw unknownWord('preset', name, [...Object.keys(presets), 'none'])
  if (name !== undefined) return name
  const present = new Set(header)
  return Object.keys(presets).find((one) => presets[one]?.signature.every((heading) => present.has(heading)))
}

/**
 * The table in our words: columns renamed, several emails and phones gathered.
 * @param kind what the rows become: leads call the account `company`
 * @param said headings that the caller says the meaning of; these are left alone
 */
export function presented(
  table: ImportTable,
  name: string,
  kind: string,
  said: readonly string[],
): ImportTable {
  const preset = presets[name]
  if (preset === undefined) return table
  const series = (preset.series ?? []).map((one) => ({
    ...one,
    columns: expanded(one, table.header).filter(({ value }) => !said.includes(table.header[value] ?? '')),
  }))
  const gathered = new Set(
    series.flatMap(({ columns }) => columns.flatMap(({ value, label }) => [value, label])),
  )
  const kept = table.header
    .map((_, index) => index)
    .filter((index) => !gathered.has(index) && preset.columns[table.header[index] ?? ''] !== '-')
  const ours = (heading: string) =>
    said.includes(heading) ? heading : companyFor(kind, preset.columns[heading] ?? heading)
  const header = [
    ...kept.map((index) => ours(table.header[index] ?? '')),
    ...series.flatMap(({ main, others }) => [main, others]),
  ]
  const row = ({ line, cells }: ImportRow): ImportRow => ({
    line,
    cells: [
      ...kept.map((index) => cells[index] ?? ''),
      ...series.flatMap(({ columns }) => gather(columns, cells)),
    ],
  })
  return {
    ...table,
    header,
    rows: table.rows.map(row),
    ...(table.ragged === undefined ? {} : { ragged: table.ragged.map(row) }),
  }
}

function companyFor(kind: string, field: string): string {
  return kind === 'lead' && field === 'account' ? 'company' : field
}

interface Place {
  readonly value: number
  /** Column of the label, or -1. */
  readonly label: number
  readonly text: string
}

function expanded({ columns }: Series, header: readonly string[]): readonly Place[] {
  const places: Place[] = []
  const add = (label: string, heading: string): void => {
    const value = header.indexOf(heading)
    if (value >= 0 && !places.some((place) => place.value === value && place.label >= 0))
      places.push({ value, label: header.indexOf(label), text: label })
  }
  for (const [label, heading] of columns) {
    if (!heading.includes('#')) add(label, heading)
    else
      for (let n = 1; n <= mostOfSeries; n++)
        add(label.replace('#', String(n)), heading.replace('#', String(n)))
  }
  return places.filter((place, i) => places.findIndex((other) => other.value === place.value) === i)
}

/** The main value, and the others as `label=value; …`. Google joins several in one cell by ` ::: `. */
function gather(places: readonly Place[], cells: readonly string[]): readonly [string, string] {
  const found = places.flatMap(({ value, label, text }) => {
    const named = (label >= 0 ? cells[label] : text)?.replace(/^\* ?/, '').trim() ?? ''
    return (cells[value] ?? '').split(' ::: ').map((one) => ({ value: one.trim(), label: named }))
  })
  const [main, ...others] = found.filter(({ value }) => value !== '')
  const escaped = (text: string) => text.replace(/[\\;=]/g, '\\$&')
  const rest = others.map(({ value, label }) =>
    label === '' ? escaped(value) : `${escaped(label)}=${escaped(value)}`,
  )
  return [main?.value ?? '', rest.join('; ')]
}
