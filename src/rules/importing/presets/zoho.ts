/** Zoho CRM: exports of leads, contacts, accounts and deals. */
import type { AddressColumns, Preset } from './preset.ts'

function address(label: string, before: string): AddressColumns {
  return {
    label,
    parts: {
      [`${before}Street`]: 'street',
      [`${before}City`]: 'city',
      [`${before}State`]: 'province',
      [`${before}Zip`]: 'postalCode',
      [`${before}Zip Code`]: 'postalCode',
      [`${before}Code`]: 'postalCode',
      [`${before}Country`]: 'country',
    },
  }
}

/** Whom notes, calls and tasks are about. */
const about = {
  'Contact Name': 'for',
  'Related To': 'for',
  'Parent ID': 'for',
  'Note Owner': 'owner',
  'Task Owner': 'owner',
  'Call Owner': 'owner',
  'Event Owner': 'owner',
}

export const zoho: Preset = {
  title: 'Zoho CRM',
  signatures: [
    ['Record Id', 'Lead Owner'],
    ['Record Id', 'Contact Owner'],
    ['Record Id', 'Account Owner'],
    ['Record Id', 'Deal Owner'],
    ['Record Id', 'Potential Owner'],
    ['Record Id', 'Task Owner'],
    ['Record Id', 'Note Owner'],
    ['Record Id', 'Call Owner'],
    ['Record Id', 'Event Owner'],
  ],
  columns: {
    'Record Id': 'externalId',
    'Lead Owner': 'owner',
    'Contact Owner': 'owner',
    'Account Owner': 'owner',
    'Deal Owner': 'owner',
    'Lead Owner.id': '-',
    'Contact Owner.id': '-',
    'Account Owner.id': '-',
    'Deal Owner.id': '-',
    'Account Name.id': '-',
    'Contact Name.id': '-',
    'Parent Account.id': '-',
    'Created By.id': '-',
    'Modified By.id': '-',
    'Full Name': '-',
    Company: 'account',
    'Account Name': 'account',
    'Contact Name': 'contacts',
    'Deal Name': 'name',
    'Potential Name': 'name',
    'Potential Owner': 'owner',
    Designation: 'title',
    Salutation: 'salutation',
    'Email Opt Out': 'doNotEmail',
    'No. of Employees': 'employees',
    Employees: 'employees',
    'Account Type': 'businessType',
    'Closing Date': 'closeDate',
    'Expected Revenue': '-',
    'Reason For Loss': 'lostNote',
    'Lead Status': 'status',
    // Of accounts and leads these are no hot, warm and cold, but words such as Acquired and Shut Down.
    Rating: 'zohoRating',
    Tag: 'tags',
    'Created Time': 'createdAt',
  },
  series: [
    {
      main: 'email',
      others: 'otherEmails',
      columns: [
        ['', 'Email'],
        ['2', 'Secondary Email'],
      ],
    },
    {
      main: 'phone',
      others: 'otherPhones',
      columns: [
        ['mobile', 'Mobile'],
        ['work', 'Phone'],
        ['home', 'Home Phone'],
        ['other', 'Other Phone'],
        ['fax', 'Fax'],
      ],
    },
    {
      main: 'website',
      others: 'handles',
      columns: [
        ['website', 'Website'],
        ['skype', 'Skype ID'],
        ['twitter', 'Twitter'],
      ],
    },
  ],
  addresses: [
    address('main', ''),
    address('mailing', 'Mailing '),
    address('billing', 'Billing '),
    address('shipping', 'Shipping '),
    address('other', 'Other '),
  ],
  kinds: {
    activity: {
      columns: {
        ...about,
        'Note Title': 'subject',
        'Note Content': 'text',
        Description: 'text',
        'Call Type': 'direction',
        'Call Start Time': 'at',
        'Call Duration': 'callDuration',
        'Call Result': 'outcome',
        Title: 'subject',
        'Event Title': 'subject',
        From: 'at',
        'Start DateTime': 'at',
      },
      // Of a note the time it was made is when it happened.
      first: { at: ['Call Start Time', 'From', 'Start DateTime', 'Created Time'] },
      says: {
        'Note Content': { kind: 'note' },
        'Task Owner': { kind: 'note' },
        'Call Type': { kind: 'call' },
        'Event Owner': { kind: 'meeting' },
      },
    },
    reminder: {
      columns: { ...about, Subject: 'text', 'Due Date': 'due' },
    },
  },
}
