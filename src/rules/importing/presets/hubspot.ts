/** HubSpot: exports of contacts, companies and deals. */
import type { Preset } from './preset.ts'

const stages = {
  'Appointment Scheduled': 'prospecting',
  'Qualified To Buy': 'qualification',
  'Presentation Scheduled': 'qualification',
  'Decision Maker Bought-In': 'proposal',
  'Contract Sent': 'negotiation',
  'Closed Won': 'won',
  'Closed Lost': 'lost',
}

export const hubspot: Preset = {
  title: 'HubSpot',
  signatures: [
    ['Record ID', 'Create Date'],
    ['Record ID', 'Lifecycle Stage'],
    ['Record ID', 'Contact owner'],
    ['Record ID', 'Company owner'],
    ['Record ID', 'Deal owner'],
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
    'Associated Contact': 'contacts',
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
  values: {
    stage: Object.fromEntries(
      Object.entries(stages).flatMap(([theirs, ours]) => [
        [theirs, ours],
        [theirs.replace(/[ -]/g, '').toLowerCase(), ours],
        [`${theirs} (Sales Pipeline)`, ours],
      ]),
    ),
    // As people see them, and as the program keeps them: an export may have either.
    status: {
      Open: 'new',
      IN_PROGRESS: 'contacted',
      OPEN_DEAL: 'qualified',
      ATTEMPTED_TO_CONTACT: 'contacted',
      BAD_TIMING: 'nurturing',
      'In Progress': 'contacted',
      'Open Deal': 'qualified',
      'Attempted to Contact': 'contacted',
      Connected: 'contacted',
      'Bad Timing': 'nurturing',
    },
  },
}
