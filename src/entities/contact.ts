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
} from './aliases.ts'
import { ownership, stamps } from './common.ts'

const fields = dictionary({
  firstName: {
    type: 'text',
    help: 'given name, as written in Thai, Lao or Latin',
    aliases: firstNameAliases,
  },
  lastName: { type: 'text', help: 'family name', aliases: lastNameAliases },
  nickname: { type: 'text', help: 'what everybody calls them', aliases: ['nick name', 'ชื่อเล่น', 'ຊື່ຫຼິ້ນ'] },
  otherName: {
    type: 'text',
    help: 'the name in another script',
    aliases: ['name in english', 'ชื่อภาษาอังกฤษ', 'ຊື່ພາສາອັງກິດ'],
  },
  account: {
    type: 'link',
    to: 'account',
    help: 'the account they belong to',
    list: true,
    aliases: accountNameAliases,
  },
  title: { type: 'text', help: 'position in the company', list: true, aliases: titleAliases },
  email: { type: 'email', help: 'main email address', list: true, aliases: emailAliases },
  phone: { type: 'phone', help: 'main phone number', list: true, aliases: phoneAliases },
  otherEmails: { type: 'emails', help: 'more email addresses, each as label=address' },
  otherPhones: { type: 'phones', help: 'more phone numbers, each as label=number' },
  preferredChannel: {
    type: 'choice',
    help: 'how they like to be reached',
    options: ['phone', 'email', 'line', 'whatsapp', 'facebook', 'meeting', 'post', 'other'],
    aliases: ['preferred contact method', 'ช่องทางที่สะดวก', 'ຊ່ອງທາງທີ່ສະດວກ'],
  },
  address: { type: 'address', help: 'as text, or street=…; city=…; postalCode=…', aliases: addressAliases },
  birthday: {
    type: 'date',
    yearless: true,
    help: 'date of birth, with its year or without',
    aliases: ['birth date', 'date of birth', 'วันเกิด', 'ວັນເກີດ'],
  },
  anniversary: {
    type: 'date',
    yearless: true,
    help: 'a date to remember each year',
    aliases: ['วันครบรอบ', 'ວັນຄົບຮອບ'],
  },
  keepInTouch: {
    type: 'number',
    help: 'keep in touch every so many weeks, at least 1',
    minimum: 1,
    aliases: ['keep in touch', 'contact every weeks'],
  },
  interests: {
    type: 'tags',
    help: 'what they like and prefer',
    aliases: ['hobbies', 'preferences', 'ความสนใจ', 'ຄວາມສົນໃຈ'],
  },
  handles: {
    type: 'handles',
    help: 'social accounts, each as line=name or facebook=name',
    aliases: ['social'],
  },
  source: {
    type: 'text',
    help: 'where they came from',
    options: 'sources',
    aliases: ['lead source', 'แหล่งที่มา', 'ແຫຼ່ງທີ່ມາ'],
  },
  campaign: { type: 'text', help: 'the campaign that brought them' },
  doNotCall: { type: 'yesNo', help: 'they asked not to be called', aliases: ['do not call'] },
  doNotEmail: {
    type: 'yesNo',
    help: 'they asked not to be emailed',
    aliases: ['do not email', 'email opt out'],
  },
  ...ownership,
  ...stamps,
} as const)

export type Contact = RecordOf<typeof fields>

export const contact = {
  name: 'contact',
  plural: 'contacts',
  letter: 'c',
  summary: 'the people you deal with',
  fields,
  title: [['firstName', 'lastName'], ['nickname'], ['otherName'], ['email'], ['phone']],
  atLeastOne: ['firstName', 'lastName', 'nickname', 'email', 'phone'],
  quick: ['firstName', 'lastName', 'account', 'phone', 'email'],
} as const satisfies Entity
