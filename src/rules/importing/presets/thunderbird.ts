/** Thunderbird: an address book exported as CSV. */
import type { AddressColumns, Preset } from './preset.ts'

function address(label: string): AddressColumns {
  return {
    label: label.toLowerCase(),
    parts: {
      [`${label} Address`]: 'street',
      [`${label} Address 2`]: 'street',
      [`${label} City`]: 'city',
      [`${label} State`]: 'province',
      [`${label} ZipCode`]: 'postalCode',
      [`${label} Country`]: 'country',
    },
  }
}

export const thunderbird: Preset = {
  title: 'Thunderbird',
  signatures: [['Primary Email', 'Secondary Email', 'Birth Year']],
  columns: {
    'Job Title': 'title',
    Department: 'department',
    Organization: 'account',
    Notes: 'description',
  },
  series: [
    {
      main: 'email',
      others: 'otherEmails',
      columns: [
        ['', 'Primary Email'],
        ['2', 'Secondary Email'],
      ],
    },
    {
      main: 'phone',
      others: 'otherPhones',
      columns: [
        ['mobile', 'Mobile Number'],
        ['work', 'Work Phone'],
        ['home', 'Home Phone'],
        ['fax', 'Fax Number'],
        ['pager', 'Pager Number'],
      ],
    },
    {
      main: 'website',
      others: 'handles',
      columns: [
        ['website', 'Web Page 2'],
        ['website', 'Web Page 1'],
        ['chat', 'Screen Name'],
      ],
    },
  ],
  addresses: [address('Work'), address('Home')],
  days: { birthday: ['Birth Year', 'Birth Month', 'Birth Day'] },
}
