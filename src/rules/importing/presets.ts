/** Exports of well-known programs: what their columns are called. */

/** Columns of which the first filled one is the main value of a field, and the others go to a list beside it. */
export interface Series {
  readonly main: string
  readonly others: string
  /** Label and heading, the most important first; `#` in the heading stands for 1, 2, 3…, and label may name its column. */
  readonly columns: readonly (readonly [label: string, heading: string])[]
}

export interface Preset {
  readonly title: string
  /** Headings that together only this program writes. */
  readonly signature: readonly string[]
  /** Field by heading; "-" leaves a column out. */
  readonly columns: { readonly [heading: string]: string }
  readonly series?: readonly Series[]
}

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
