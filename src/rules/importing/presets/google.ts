/** Google Contacts: "Google CSV", as it is since 2024 and as it was before. */
import type { AddressColumns, Preset } from './preset.ts'

function address(n: number): AddressColumns {
  const heading = (name: string) => `Address ${n} - ${name}`
  return {
    label: '',
    labelIn: [heading('Label'), heading('Type')],
    whole: heading('Formatted'),
    parts: {
      [heading('PO Box')]: 'street',
      [heading('Street')]: 'street',
      [heading('Extended Address')]: 'street',
      [heading('City')]: 'city',
      [heading('Region')]: 'province',
      [heading('Postal Code')]: 'postalCode',
      [heading('Country')]: 'country',
    },
  }
}

export const google: Preset = {
  title: 'Google Contacts',
  signatures: [
    ['E-mail 1 - Value', 'Phone 1 - Value'],
    ['First Name', 'File As', 'Organization Name', 'Labels'],
    ['Given Name', 'Yomi Name', 'Group Membership'],
  ],
  columns: {
    'Given Name': 'firstName',
    'Family Name': 'lastName',
    'Additional Name': 'middleName',
    'Name Prefix': 'salutation',
    'Organization Name': 'account',
    'Organization 1 - Name': 'account',
    'Organization Title': 'title',
    'Organization 1 - Title': 'title',
    'Organization Department': 'department',
    'Organization 1 - Department': 'department',
    'Organization 1 - Type': '-',
    Labels: 'tags',
    'Group Membership': 'tags',
    Notes: 'description',
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
    {
      main: 'website',
      others: 'handles',
      columns: [
        ['Website # - Label', 'Website # - Value'],
        ['Website # - Type', 'Website # - Value'],
        ['IM # - Service', 'IM # - Value'],
      ],
    },
  ],
  addresses: [address(1), address(2), address(3)],
  days: { birthday: ['Birthday'] },
  blanks: { Labels: ['* myContacts'], 'Group Membership': ['* myContacts', '* My Contacts'] },
}
