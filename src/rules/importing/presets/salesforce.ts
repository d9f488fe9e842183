/** Salesforce: reports of leads, contacts, accounts and opportunities, and the files of its data export. */
import type { AddressColumns, Preset } from './preset.ts'

function address(label: string, before: string): AddressColumns {
  return {
    label,
    parts: {
      [`${before}Street`]: 'street',
      [`${before}City`]: 'city',
      [`${before}State/Province`]: 'province',
      [`${before}State`]: 'province',
      [`${before}Zip/Postal Code`]: 'postalCode',
      [`${before}Postal Code`]: 'postalCode',
      [`${before}Country`]: 'country',
    },
  }
}

/** Whom tasks and events are about. */
const about = {
  WhoId: 'for',
  WhatId: 'for',
  AccountId: 'for',
  Name: 'for',
  Contact: 'for',
  Lead: 'for',
  Opportunity: 'for',
  'Related To': 'for',
  'Company / Account': 'for',
  Assigned: 'owner',
}

export const salesforce: Preset = {
  title: 'Salesforce',
  signatures: [
    ['Company / Account'],
    ['Lead Owner', 'Lead ID'],
    ['Contact Owner', 'Contact ID'],
    ['Account Owner', 'Account ID'],
    ['Opportunity Name', 'Opportunity Owner'],
    ['Id', 'OwnerId'],
    ['Assigned', 'Subject'],
  ],
  columns: {
    Id: 'externalId',
    'Lead Owner': 'owner',
    'Contact Owner': 'owner',
    'Account Owner': 'owner',
    'Opportunity Owner': 'owner',
    'Company / Account': 'account',
    'Account Name': 'account',
    'Parent Account': 'parent',
    ParentId: 'parent',
    'Opportunity Name': 'name',
    Stage: 'stage',
    StageName: 'stage',
    'Probability (%)': 'probability',
    'Expected Revenue': '-',
    'Lead Source': 'source',
    'Lead Status': 'status',
    'Created Date': 'createdAt',
    Birthdate: 'birthday',
    'Email Opt Out': 'doNotEmail',
    HasOptedOutOfEmail: 'doNotEmail',
    DoNotCall: 'doNotCall',
    Employees: 'employees',
    'No. of Employees': 'employees',
    NumberOfEmployees: 'employees',
    Won: '-',
    IsWon: '-',
    Closed: '-',
    IsClosed: '-',
  },
  series: [
    {
      main: 'phone',
      others: 'otherPhones',
      columns: [
        ['work', 'Phone'],
        ['mobile', 'Mobile'],
        ['mobile', 'Mobile Phone'],
        ['home', 'Home Phone'],
        ['other', 'Other Phone'],
        ['fax', 'Fax'],
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
  blanks: { IsDeleted: ['false', '0'], IsConverted: ['false', '0'], Converted: ['false', '0'] },
  kinds: {
    activity: {
      columns: {
        ...about,
        Description: 'text',
        Comments: 'text',
        'Full Comments': 'text',
        ActivityDate: 'at',
        Date: 'at',
        StartDateTime: 'at',
        Start: 'at',
        DurationInMinutes: 'minutes',
        CallDurationInSeconds: 'callDurationInSeconds',
        CallDisposition: 'outcome',
        TaskSubtype: 'kind',
        'Task Subtype': 'kind',
        CallType: 'direction',
      },
      says: {
        Subject: { kind: 'note' },
        StartDateTime: { kind: 'meeting' },
      },
    },
    reminder: {
      columns: { ...about, Subject: 'text', ActivityDate: 'due', 'Due Date': 'due', Date: 'due' },
    },
  },
}
