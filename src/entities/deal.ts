import { dictionary } from '../dictionary.ts'
import type { Entity } from '../schema/entity.ts'
import type { RecordOf } from '../schema/field.ts'
import { ownership, stamps } from './common.ts'

const fields = dictionary({
  name: {
    type: 'text',
    help: 'what is being sold to whom',
    required: true,
    aliases: ['deal name', 'opportunity', 'opportunity name', 'subject', 'ชื่อดีล', 'ชื่อโอกาสการขาย', 'ຊື່ດີວ'],
  },
  account: {
    type: 'link',
    to: 'account',
    help: 'who is buying',
    list: true,
    aliases: [
      'account name',
      'company',
      'company name',
      'customer',
      'organization',
      'บริษัท',
      'ลูกค้า',
      'ບໍລິສັດ',
      'ລູກຄ້າ',
    ],
  },
  contacts: {
    type: 'links',
    to: 'contact',
    help: 'the people involved',
    aliases: ['contact', 'contact name', 'primary contact', 'ผู้ติดต่อ', 'ຜູ້ຕິດຕໍ່'],
  },
  amount: {
    type: 'money',
    help: 'what it is worth',
    list: true,
    aliases: [
      'deal value',
      'value',
      'deal amount',
      'close value',
      'expected revenue',
      'มูลค่า',
      'ยอดรวม',
      'จำนวนเงิน',
      'ມູນຄ່າ',
      'ຈຳນວນເງິນ',
    ],
  },
  currency: {
    type: 'currency',
    help: 'currency of the amount, when not the store’s',
    aliases: ['currency code', 'สกุลเงิน', 'ສະກຸນເງິນ'],
  },
  stage: {
    type: 'choice',
    help: 'how far it has come',
    required: true,
    options: 'stages',
    list: true,
    aliases: [
      'deal stage',
      'opportunity stage',
      'sales stage',
      'pipeline stage',
      'ขั้นตอน',
      'สถานะดีล',
      'ຂັ້ນຕອນ',
    ],
  },
  probability: {
    type: 'percent',
    help: 'chance of winning, when not the stage’s',
    aliases: ['probability (%)', 'win probability', 'โอกาสสำเร็จ', 'ໂອກາດສຳເລັດ'],
  },
  closeDate: {
    type: 'date',
    help: 'when it is expected to close; once closed, when it did',
    list: true,
    aliases: [
      'close date',
      'expected close date',
      'closing date',
      'วันที่ปิดการขาย',
      'วันที่คาดว่าจะปิด',
      'ວັນທີປິດການຂາຍ',
    ],
  },
  source: {
    type: 'text',
    help: 'where it came from',
    options: 'sources',
    aliases: ['lead source', 'แหล่งที่มา', 'ช่องทางการขาย', 'ແຫຼ່ງທີ່ມາ'],
  },
  campaign: { type: 'text', help: 'the campaign that brought it', aliases: ['campaign name', 'แคมเปญ'] },
  nextStep: { type: 'text', help: 'what happens next', aliases: ['next step', 'ขั้นตอนถัดไป', 'ຂັ້ນຕອນຕໍ່ໄປ'] },
  products: {
    type: 'tags',
    help: 'what is being sold',
    aliases: ['product', 'product name', 'สินค้า', 'ชื่อสินค้า', 'ສິນຄ້າ'],
  },
  competitor: { type: 'text', help: 'who else is after it', aliases: ['competitors', 'คู่แข่ง', 'ຄູ່ແຂ່ງ'] },
  openedOn: {
    type: 'date',
    help: 'when the deal began, when not the day it was entered',
    aliases: ['engage date', 'open date', 'start date', 'created date', 'วันที่เริ่ม', 'ວັນທີເລີ່ມ'],
  },
  lostReason: {
    type: 'choice',
    help: 'why it was lost',
    options: 'lostReasons',
    derived: true,
    aliases: ['loss reason', 'reason lost', 'เหตุผลที่แพ้'],
  },
  lostNote: { type: 'longText', help: 'more about why it was lost', derived: true },
  tryAgainOn: { type: 'date', help: 'when to try again, of a lost deal' },
  closedAt: { type: 'instant', help: 'when it was won or lost', derived: true },
  lead: { type: 'link', to: 'lead', help: 'the lead it came from', derived: true },
  stageHistory: { type: 'stageHistory', help: 'stages it went through, and when', derived: true },
  ...ownership,
  ...stamps,
} as const)

export type Deal = RecordOf<typeof fields>

export const deal = {
  name: 'deal',
  plural: 'deals',
  letter: 'd',
  summary: 'sales in progress, won and lost',
  fields,
  title: [['name']],
  quick: ['name', 'account', 'amount', 'stage', 'closeDate'],
} as const satisfies Entity
