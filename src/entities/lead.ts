import { dictionary } from '../dictionary.ts'
import type { Entity } from '../schema/entity.ts'
import type { RecordOf } from '../schema/field.ts'
import {
  accountNameAliases,
  addressAliases,
  emailAliases,
  firstNameAliases,
  lastNameAliases,
  phoneAliases,
  titleAliases,
  websiteAliases,
} from './aliases.ts'
import { ownership, stamps } from './common.ts'

const fields = dictionary({
  firstName: { type: 'text', help: 'given name', aliases: firstNameAliases },
  lastName: { type: 'text', help: 'family name', aliases: lastNameAliases },
  company: { type: 'text', help: 'where the person works', list: true, aliases: accountNameAliases },
  title: { type: 'text', help: 'position in the company', aliases: titleAliases },
  email: { type: 'email', help: 'main email address', list: true, aliases: emailAliases },
  phone: { type: 'phone', help: 'main phone number', list: true, aliases: phoneAliases },
  otherEmails: { type: 'emails', help: 'more email addresses, each as label=address' },
  otherPhones: { type: 'phones', help: 'more phone numbers, each as label=number' },
  website: { type: 'url', help: 'web address', aliases: websiteAliases },
  address: { type: 'address', help: 'as text, or street=…; city=…; postalCode=…', aliases: addressAliases },
  status: {
    type: 'choice',
    help: 'how far it has come',
    required: true,
    default: 'new',
    options: 'leadStatuses',
    list: true,
    aliases: ['lead status', 'สถานะ', 'สถานะลูกค้า', 'ສະຖານະ'],
  },
  statusReason: { type: 'text', help: 'why it was disqualified', derived: true },
  source: {
    type: 'text',
    help: 'where it came from',
    options: 'sources',
    list: true,
    aliases: ['lead source', 'original source', 'channel', 'ช่องทางการขาย', 'ช่องทาง', 'แหล่งที่มา', 'ແຫຼ່ງທີ່ມາ'],
  },
  campaign: {
    type: 'text',
    help: 'the campaign that brought it',
    aliases: ['campaign name', 'แคมเปญ', 'ແຄມເປນ'],
  },
  rating: {
    type: 'choice',
    help: 'how promising it is',
    options: 'ratings',
    list: true,
    aliases: ['lead rating', 'temperature', 'ระดับความสนใจ', 'ລະດັບ'],
  },
  industry: {
    type: 'text',
    help: 'line of business',
    options: 'industries',
    aliases: ['sector', 'อุตสาหกรรม', 'ອຸດສາຫະກຳ'],
  },
  businessType: {
    type: 'text',
    help: 'kind of customer',
    options: 'businessTypes',
    aliases: ['business type', 'ประเภทธุรกิจ', 'ປະເພດທຸລະກິດ'],
  },
  territory: {
    type: 'text',
    help: 'sales area',
    options: 'territories',
    aliases: ['region', 'sales territory', 'เขตการขาย', 'ເຂດການຂາຍ'],
  },
  timeFrame: {
    type: 'choice',
    help: 'when they mean to buy',
    options: ['now', 'month', 'quarter', 'half-year', 'year', 'later', 'unknown'],
    aliases: ['buying time frame', 'purchase timeframe', 'ระยะเวลาตัดสินใจ', 'ໄລຍະເວລາຊື້'],
  },
  estimatedAmount: {
    type: 'money',
    help: 'what it may be worth',
    aliases: [
      'estimated value',
      'potential value',
      'budget amount',
      'มูลค่าโดยประมาณ',
      'งบประมาณ',
      'ມູນຄ່າຄາດຄະເນ',
      'ງົບປະມານ',
    ],
  },
  currency: {
    type: 'currency',
    help: 'currency of its amounts, when not the store’s',
    aliases: ['currency code', 'สกุลเงิน', 'ສະກຸນເງິນ'],
  },
  doNotCall: {
    type: 'yesNo',
    help: 'they asked not to be called',
    aliases: ['do not call', 'ห้ามโทร', 'ຫ້າມໂທ'],
  },
  doNotEmail: {
    type: 'yesNo',
    help: 'they asked not to be emailed',
    aliases: ['do not email', 'email opt out', 'unsubscribed', 'ห้ามส่งอีเมล', 'ຫ້າມສົ່ງອີເມວ'],
  },
  qualification: { type: 'qualification', help: 'what was found when it was qualified', derived: true },
  convertedAt: { type: 'instant', help: 'when it was converted', derived: true },
  convertedAccount: { type: 'link', to: 'account', help: 'the account it became', derived: true },
  convertedContact: { type: 'link', to: 'contact', help: 'the contact it became', derived: true },
  convertedDeal: { type: 'link', to: 'deal', help: 'the deal it became', derived: true },
  ...ownership,
  ...stamps,
} as const)

export type Lead = RecordOf<typeof fields>

export const lead = {
  name: 'lead',
  plural: 'leads',
  letter: 'l',
  summary: 'people and companies that may become customers',
  fields,
  title: [['firstName', 'lastName'], ['company'], ['email'], ['phone']],
  atLeastOne: ['firstName', 'lastName', 'company', 'email', 'phone'],
  quick: ['firstName', 'lastName', 'company', 'phone', 'email', 'source'],
} as const satisfies Entity
