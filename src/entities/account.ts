import { dictionary } from '../dictionary.ts'
import type { Entity } from '../schema/entity.ts'
import type { RecordOf } from '../schema/field.ts'
import { accountNameAliases, addressAliases, emailAliases, phoneAliases, websiteAliases } from './aliases.ts'
import { ownership, stamps } from './common.ts'

const fields = dictionary({
  name: {
    type: 'text',
    help: 'name of the company, organization or household',
    required: true,
    aliases: [...accountNameAliases, 'customer', 'customer name', 'ชื่อลูกค้า', 'ຊື່ລູກຄ້າ'],
  },
  parent: {
    type: 'link',
    to: 'account',
    help: 'the account it belongs to',
    aliases: ['parent account', 'subsidiary of', 'parent company', 'บริษัทแม่', 'ບໍລິສັດແມ່'],
  },
  businessType: {
    type: 'text',
    help: 'kind of customer',
    options: 'businessTypes',
    aliases: ['business type', 'type', 'ประเภทธุรกิจ', 'ປະເພດທຸລະກິດ'],
  },
  industry: {
    type: 'text',
    help: 'line of business',
    options: 'industries',
    list: true,
    aliases: ['sector', 'อุตสาหกรรม', 'ອຸດສາຫະກຳ'],
  },
  employees: {
    type: 'number',
    help: 'how many people work there',
    aliases: ['number of employees', 'company size', 'จำนวนพนักงาน', 'ຈຳນວນພະນັກງານ'],
  },
  annualRevenue: {
    type: 'money',
    help: 'turnover a year',
    aliases: ['annual revenue', 'revenue', 'รายได้ต่อปี', 'ລາຍຮັບຕໍ່ປີ'],
  },
  currency: {
    type: 'currency',
    help: 'currency of its amounts, when not the store’s',
    aliases: ['currency code', 'สกุลเงิน', 'ສະກຸນເງິນ'],
  },
  taxId: {
    type: 'taxId',
    help: 'tax registration number; Thailand’s thirteen digits with or without dashes',
    aliases: [
      ...['tax id', 'tax number', 'tax no', 'tin', 'vat number', 'vat no'],
      ...['เลขประจำตัวผู้เสียภาษี', 'เลขผู้เสียภาษี', 'เลขประจำตัวผู้เสียภาษีอากร'],
      ...['ເລກປະຈຳຕົວຜູ້ເສຍອາກອນ', 'ເລກປະຈໍາຕົວຜູ້ເສຍອາກອນ'],
    ],
  },
  taxBranch: {
    type: 'branch',
    help: 'which branch of its tax number it is: 00000 for the head office, 00001 …',
    aliases: ['branch', 'branch number', 'branch no', 'branch code', 'สาขา', 'สาขาที่', 'รหัสสาขา', 'ສາຂາ'],
  },
  website: { type: 'url', help: 'web address', list: true, aliases: websiteAliases },
  phone: { type: 'phone', help: 'main phone number', list: true, aliases: phoneAliases },
  otherPhones: { type: 'phones', help: 'more phone numbers, each as label=number' },
  email: { type: 'email', help: 'main email address', aliases: emailAliases },
  otherEmails: { type: 'emails', help: 'more email addresses, each as label=address' },
  address: {
    type: 'address',
    help: 'main address, as text or street=…; city=…; postalCode=…',
    aliases: addressAliases,
  },
  otherAddresses: { type: 'addresses', help: 'more addresses, each as label=billing; street=…; city=…' },
  territory: {
    type: 'text',
    help: 'sales area',
    options: 'territories',
    aliases: ['region', 'sales territory', 'office location', 'เขตการขาย', 'ເຂດການຂາຍ'],
  },
  rating: { type: 'choice', help: 'how promising it is', options: 'ratings', aliases: ['account rating'] },
  source: {
    type: 'text',
    help: 'where it came from',
    options: 'sources',
    aliases: ['account source', 'แหล่งที่มา', 'ແຫຼ່ງທີ່ມາ'],
  },
  strengths: { type: 'longText', help: 'SWOT: what they are good at', aliases: ['จุดแข็ง', 'ຈຸດແຂງ'] },
  weaknesses: { type: 'longText', help: 'SWOT: where they are weak', aliases: ['จุดอ่อน', 'ຈຸດອ່ອນ'] },
  opportunities: { type: 'longText', help: 'SWOT: what could help them', aliases: ['โอกาส', 'ໂອກາດ'] },
  threats: { type: 'longText', help: 'SWOT: what could hurt them', aliases: ['อุปสรรค', 'ອຸປະສັກ'] },
  established: {
    type: 'date',
    help: 'date it was established',
    aliases: ['date established', 'founded on', 'วันที่ก่อตั้ง', 'ວັນທີສ້າງຕັ້ງ'],
  },
  yearFounded: {
    type: 'number',
    help: 'year it was established, where the day is not known',
    aliases: ['founded', 'founding year', 'year established', 'ปีที่ก่อตั้ง', 'ປີສ້າງຕັ້ງ'],
  },
  anniversary: { type: 'date', help: 'a date to remember each year', aliases: ['วันครบรอบ', 'ວັນຄົບຮອບ'] },
  keepInTouch: {
    type: 'number',
    help: 'keep in touch every so many weeks, at least 1',
    minimum: 1,
    aliases: ['keep in touch', 'contact every weeks'],
  },
  ...ownership,
  ...stamps,
} as const)

export type Account = RecordOf<typeof fields>

export const account = {
  name: 'account',
  plural: 'accounts',
  hierarchy: 'parent',
  letter: 'a',
  summary: 'companies and organizations you do business with',
  fields,
  title: [['name']],
  quick: ['name', 'phone', 'website', 'industry'],
} as const satisfies Entity
