/** Outlook: the CSV of its contacts, from the desktop program and from Outlook on the web. */
import type { AddressColumns, Preset } from './preset.ts'

function address(label: string): AddressColumns {
  const place = `${label} `
  return {
    label: label.toLowerCase(),
    parts: {
      [`${place}Address PO Box`]: 'street',
      [`${place}Street`]: 'street',
      [`${place}Street 2`]: 'street',
      [`${place}Street 3`]: 'street',
      [`${place}City`]: 'city',
      [`${place}State`]: 'province',
      [`${place}Postal Code`]: 'postalCode',
      [`${place}Country/Region`]: 'country',
      [`${place}Country`]: 'country',
    },
  }
}

const noDay = ['0/0/00', '00/00/00', '0/0/0000']

export const outlook: Preset = {
  title: 'Outlook',
  signatures: [
    ['E-mail Address', 'E-mail 2 Address'],
    ['E-mail Address', 'Business Phone', 'Home Phone'],
  ],
  columns: {
    Title: 'salutation',
    'Middle Name': 'middleName',
    Suffix: 'nameSuffix',
    Company: 'account',
    Account: 'accountCode',
    'Job Title': 'title',
    Categories: 'tags',
    Notes: 'description',
    Hobby: 'interests',
    'E-mail Type': '-',
    'E-mail Display Name': '-',
    'E-mail 2 Type': '-',
    'E-mail 2 Display Name': '-',
    'E-mail 3 Type': '-',
    'E-mail 3 Display Name': '-',
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
        ['primary', 'Primary Phone'],
        ['mobile', 'Mobile Phone'],
        ['work', 'Business Phone'],
        ['work 2', 'Business Phone 2'],
        ['company', 'Company Main Phone'],
        ['home', 'Home Phone'],
        ['home 2', 'Home Phone 2'],
        ['car', 'Car Phone'],
        ['other', 'Other Phone'],
        ['assistant', "Assistant's Phone"],
        ['pager', 'Pager'],
        ['callback', 'Callback'],
        ['radio', 'Radio Phone'],
        ['tty', 'TTY/TDD Phone'],
        ['fax', 'Business Fax'],
        ['home fax', 'Home Fax'],
        ['other fax', 'Other Fax'],
      ],
    },
    {
      main: 'website',
      others: 'handles',
      columns: [
        ['website', 'Web Page'],
        ['website', 'Personal Web Page'],
        ['chat', 'IMAddress'],
      ],
    },
  ],
  addresses: [address('Business'), address('Home'), address('Other')],
  blanks: {
    Birthday: noDay,
    Anniversary: noDay,
    Gender: ['Unspecified'],
    Priority: ['Normal'],
    Private: ['False'],
    Sensitivity: ['Normal'],
  },
}
