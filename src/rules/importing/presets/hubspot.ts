/** HubSpot: exports of contacts, companies and deals. */
import type { Preset } from './preset.ts'

/** Whom notes, calls and tasks are about: names first, as with deals. */
const about = ['Contact', 'Company', 'Deal'].map((what) => [`Associated ${what}`, `Associated ${what} IDs`])

const owners = {
  'Assigned to': 'owner',
  'Activity assigned to': 'owner',
}

export const hubspot: Preset = {
  title: 'HubSpot',
  signatures: [
    ['Record ID', 'Create Date'],
    ['Record ID', 'Lifecycle Stage'],
    ['Record ID', 'Contact owner'],
    ['Record ID', 'Company owner'],
    ['Record ID', 'Deal owner'],
    ['Note body'],
    ['Task Title'],
    ['Call title'],
    ['Meeting name'],
  ],
  columns: {
    'Record ID': 'externalId',
    'Contact owner': 'owner',
    'Deal owner': 'owner',
    'Company owner': 'owner',
    'Company name': 'account',
    'Associated Company': 'account',
    'Primary Associated Company': 'account',
    'Associated Company (Primary)': 'account',
    'Associated Company IDs': 'accountId',
    'Company Domain Name': 'domain',
    'Website URL': 'website',
    'Create Date': 'createdAt',
    'Job Title': 'title',
    'Lead Status': 'status',
    'Original Source': 'source',
    'Close Date': 'closeDate',
    'Deal Name': 'name',
    'Deal Stage': 'stage',
    'Deal Description': 'description',
    'Closed Lost Reason': 'lostNote',
    'Number of Employees': 'employees',
  },
  addresses: [
    {
      label: 'main',
      parts: {
        'Street Address': 'street',
        'Street Address 2': 'street',
        City: 'city',
        'State/Region': 'province',
        'Postal Code': 'postalCode',
        'Country/Region': 'country',
      },
    },
  ],
  // Names first: ids lead nowhere where the others were not imported from there.
  first: { contacts: ['Associated Contact', 'Associated Contact IDs'] },
  series: [
    {
      main: 'phone',
      others: 'otherPhones',
      columns: [
        ['mobile', 'Mobile Phone Number'],
        ['work', 'Phone Number'],
      ],
    },
  ],
  kinds: {
    activity: {
      first: {},
      about,
      columns: {
        ...owners,
        'Note body': 'text',
        'Call title': 'subject',
        'Call notes': 'text',
        'Call outcome': 'outcome',
        'Call direction': 'direction',
        'Meeting name': 'subject',
        'Meeting title': 'subject',
        'Meeting description': 'text',
        'Meeting outcome': 'outcome',
        'Meeting start time': 'at',
        'Task Title': 'subject',
        'Task Notes': 'text',
        'Activity date': 'at',
      },
      says: {
        'Note body': { kind: 'note' },
        'Task Title': { kind: 'note' },
        'Call title': { kind: 'call' },
        'Meeting name': { kind: 'meeting' },
        'Meeting title': { kind: 'meeting' },
      },
    },
    reminder: {
      first: {},
      about,
      columns: {
        ...owners,
        'Task Title': 'text',
        'Task Notes': 'description',
        'Task Status': 'status',
        'Task Priority': 'priority',
        'Due Date': 'due',
      },
    },
  },
}
