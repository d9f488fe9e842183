/** Made-up people and companies, some of them twice with other mistakes than any file of ours has; who is who is known. */
import type { Data } from '../../src/schema/data.ts'
import { dataOf } from './data.ts'

export interface Labelled {
  readonly data: Data
  /** Pairs of ids that are one person or company, each in the order of the ids. */
  readonly same: ReadonlySet<string>
}

type Row = { [field: string]: string | { [part: string]: string } | undefined }

/** A row and which thing it is of. */
interface Written {
  readonly thing: number
  readonly row: Row
}

/** The same numbers from the same seed, from 0 to 1. (Mulberry32.) */
function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const list = (text: string) => text.split(' ')
const latinFirst = list(
  'Robert William Margaret Elizabeth Katharina Thomas Alexander Michael Christine Andrew Patricia Daniel Susan Nicholas Anthony Jennifer Somchai Malee Kham Noy Bounmy Phonsavanh Viengkham Sengdao Keo Anong Prasert Wichai Siriporn Nattaya',
)
const nicknames: { readonly [name: string]: string | undefined } = {
  Robert: 'Bob',
  William: 'Bill',
  Margaret: 'Peggy',
  Elizabeth: 'Liz',
  Thomas: 'Tom',
  Alexander: 'Alex',
  Michael: 'Mike',
  Christine: 'Chris',
  Andrew: 'Andy',
  Patricia: 'Pat',
  Daniel: 'Dan',
  Susan: 'Sue',
  Nicholas: 'Nick',
  Anthony: 'Tony',
  Jennifer: 'Jenny',
}
const latinLast = list(
  'Keller Odermatt Brunner Lindqvist Okafor Hernandez Fitzgerald Papadopoulos Kowalski Bergstrom Vongsa Phommachanh Sisouk Jaidee Suksan Wongsawat Chaiyaporn Rattanakul Inthavong Souvannarath Thammavong Xayasane Bouasone Chanthavong Meesuk Srisai Boonmee Thongdee Saetang Phimmasone',
)
const thaiFirst = list(
  'สมชาย สมหญิง สุชาติ เพ็ญศรี ประเสริฐ วิชัย ศิริพร ณัฐยา อนงค์ มาลี ธนากร กิตติ พรทิพย์ สุดารัตน์ อภิชาติ วราภรณ์ ชัยวัฒน์ นงนุช',
)
const thaiLast = list(
  'ใจดี สุขสันต์ วงศ์สว่าง ชัยพร รัตนกุล มีสุข ศรีสาย บุญมี ทองดี แซ่ตั้ง พิมพ์ทอง เพชรรัตน์ สุวรรณ แก้วมณี บุญเรือง ทวีสุข อินทร์แก้ว',
)
const laoFirst = list('ບຸນມີ ວິໄລ ສົມພອນ ຄຳພູ ແກ້ວ ນ້ອຍ ສີສະຫວາດ ພອນສະຫວັນ ດາວ ຈັນສຸກ ສຸກສາຄອນ ວຽງຄຳ')
const laoLast = list('ພົມມະຈັນ ສີສຸກ ວົງສາ ອິນທະວົງ ສຸວັນນະລາດ ທຳມະວົງ ໄຊຍະແສນ ບົວສອນ ຈັນທະວົງ ພິມມະສອນ')
const streets = list(
  'Rama Sukhumvit Silom Sathorn Lane Setthathirath Samsenthai Dongpalane Bahnhof Station Mill Church River Garden Park High Market Temple Lotus Jasmine',
)
const cities = list(
  'Bangkok Vientiane Pakse Chiangmai Khonkaen Udon Savannakhet Luangprabang Phuket Zurich Leeds Boston',
)
const trades = list(
  'Coffee Tea Trading Foods Logistics Printing Textiles Hardware Solar Dental Travel Bakery Motors Timber Ceramics',
)
const brands = list(
  'Mekong Siam Lotus Naga Champa Isan Andaman Orchid Golden Silver Emerald Horizon Summit Pioneer Harbour Falcon Tiger Elephant Rainbow Sunrise',
)
const thaiBrands = list(
  'แม่โขง สยาม บัวหลวง นาคราช จำปา อีสาน อันดามัน กล้วยไม้ ทองคำ มรกต ภูผา เสือดำ ช้างเผือก รุ้งทอง อรุณ',
)
const thaiTrades = list('กาแฟ ชาไทย การค้า อาหาร ขนส่ง การพิมพ์ สิ่งทอ วัสดุก่อสร้าง ทันตกรรม ท่องเที่ยว เบเกอรี่ ยานยนต์')
const laoBrands = list('ແມ່ຂອງ ຈຳປາ ນາກ ດາວເຮືອງ ຄຳ ພູຜາ ຊ້າງຂາວ ອາລຸນ ລ້ານຊ້າງ ວຽງຈັນ')
const laoTrades = list('ກາເຟ ການຄ້າ ອາຫານ ຂົນສົ່ງ ການພິມ ຕັດຫຍິບ ວັດສະດຸ ທ່ອງທ່ຽວ')

/** Spellings of one sound in Latin letters, as people write Thai and Lao names. */
const variants: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'p'],
  [/chai/g, 'chay'],
  [/v/g, 'w'],
  [/ou/g, 'u'],
  [/ee/g, 'i'],
  [/porn/g, 'pon'],
  [/x/g, 's'],
  [/kh/g, 'k'],
]

class Maker {
  readonly chance: () => number
  readonly #written: Written[] = []
  #thing = 0
  #number = 0

  constructor(seed: number) {
    this.chance = chances(seed)
  }

  one<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.chance() * all.length)]
    if (found === undefined) throw new RangeError('nothing to choose from')
    return found
  }

  /** A new thing, written once. @returns its number */
  add(row: Row): number {
    this.#written.push({ thing: this.#thing, row })
    return this.#thing++
  }

  again(thing: number, row: Row): void {
    this.#written.push({ thing, row })
  }

  phone(): string {
    return `+668${String(10_000_000 + Math.floor(this.chance() * 89_999_999))}`
  }

  next(): number {
    return ++this.#number
  }

  address(): { [part: string]: string } {
    return {
      street: `${1 + Math.floor(this.chance() * 480)} ${this.one(streets)} ${this.one(['Road', 'Street', 'Lane'])}`,
      city: this.one(cities),
      postalCode: String(10_000 + Math.floor(this.chance() * 80_000)),
    }
  }

  /** One or two slips of the finger, of any kind. */
  typo(word: string): string {
    const letters = [...word]
    const at = 1 + Math.floor(this.chance() * Math.max(1, letters.length - 2))
    const [letter = '', next = ''] = [letters[at], letters[at + 1]]
    const slips = [
      [...letters.slice(0, at), ...letters.slice(at + 1)],
      [...letters.slice(0, at), letter, ...letters.slice(at)],
      [...letters.slice(0, at), next, letter, ...letters.slice(at + 2)],
      [...letters.slice(0, at), this.one([...'aeinorst']), ...letters.slice(at + 1)],
    ]
    return letters.length < 4 ? word : this.one(slips).join('')
  }

  /** The rows in a mixed order, as records, and which of them are one. */
  labelled(kind: 'lead' | 'account'): Labelled {
    const letter = kind === 'lead' ? 'l' : 'a'
    const mixed = this.#written.map((one) => ({ one, at: this.chance() })).sort((x, y) => x.at - y.at)
    const records = mixed.map(({ one }, index) => ({
      ...one.row,
      id: `${letter}${String(index).padStart(9, '0')}`,
    }))
    const idsOf = new Map<number, string[]>()
    for (const [index, { one }] of mixed.entries())
      idsOf.set(one.thing, [...(idsOf.get(one.thing) ?? []), records[index]?.id ?? ''])
    const same = [...idsOf.values()].flatMap((ids) =>
      ids.flatMap((id, at) => ids.slice(at + 1).map((other) => pairOf(id, other))),
    )
    return { data: dataOf({ [kind]: records }), same: new Set(same) }
  }
}

export function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

/** Leads: families at one address, colleagues of one firm, namesakes, and a third of all written twice. */
export function people(seed: number, families: number): Labelled {
  const maker = new Maker(seed)
  for (let family = 0; family < families; family++) {
    const [first, last] = maker.one([
      [latinFirst, latinLast],
      [thaiFirst, thaiLast],
      [laoFirst, laoLast],
      [latinFirst, latinLast],
    ] as const)
    const lastName = maker.one(last)
    const home = maker.address()
    const landline = maker.phone()
    const firsts = new Set(Array.from({ length: 1 + Math.floor(maker.chance() * 3) }, () => maker.one(first)))
    for (const firstName of firsts) person(maker, firstName, lastName, home, landline)
  }
  return maker.labelled('lead')
}

function person(
  maker: Maker,
  firstName: string,
  lastName: string,
  address: { [part: string]: string },
  landline: string,
): void {
  const firm = maker.next() % 40
  const row: Row = {
    firstName,
    lastName,
    address,
    phone: maker.chance() < 0.25 ? landline : maker.phone(),
    ...(maker.chance() < 0.7
      ? { email: `p${maker.next()}@${maker.chance() < 0.5 ? 'gmail.com' : `firm${firm}.example`}` }
      : {}),
    ...(maker.chance() < 0.5 ? { company: `${maker.one(brands)} ${maker.one(trades)} Ltd` } : {}),
  }
  const thing = maker.add(row)
  if (maker.chance() < 0.33) maker.again(thing, rewritten(maker, row))
}

/** The same person once more: another clerk, another year. Something that tells who it is stays. */
function rewritten(maker: Maker, row: Row): Row {
  const again: Row = { ...row }
  const sure = maker.one(['phone', 'email', 'address'])
  for (const name of ['phone', 'email', 'address', 'company'])
    if (name !== sure && maker.chance() < 0.35) delete again[name]
  if (again['phone'] !== undefined && sure !== 'phone' && maker.chance() < 0.3) again['phone'] = maker.phone()
  const [first, last] = [String(row['firstName']), String(row['lastName'])]
  const kind = maker.chance()
  if (kind < 0.25) again['firstName'] = maker.typo(first)
  else if (kind < 0.45) again['lastName'] = maker.typo(last)
  else if (kind < 0.55) [again['firstName'], again['lastName']] = [last, first]
  else if (kind < 0.75) again['firstName'] = titled(maker, first)
  else if (kind < 0.85) again['firstName'] = nicknames[first] ?? first
  else if (/^[A-Z]/.test(last))
    [again['firstName'], again['lastName']] = [respelt(maker, first), respelt(maker, last)]
  const { address } = again
  if (typeof address === 'object' && maker.chance() < 0.4)
    again['address'] = {
      ...address,
      street: String(address['street']).replace('Road', 'Rd.').replace('Street', 'St'),
    }
  return again
}

function titled(maker: Maker, first: string): string {
  if (/^[A-Z]/.test(first)) return `${maker.one(['Mr.', 'Mrs', 'Dr.', 'Khun'])} ${first}`
  return /^[\u0e00-\u0e7f]/.test(first)
    ? `${maker.one(['นาย', 'นาง', 'น.ส. ', 'คุณ', 'นางสาว'])}${first}`
    : `${maker.one(['ທ້າວ', 'ນາງ', 'ທ້າວ ', 'ທ່ານ '])}${first}`
}

function respelt(maker: Maker, name: string): string {
  const fitting = variants.filter(([from]) => name.toLowerCase().search(from) >= 0)
  if (fitting.length === 0) return name
  const [from, to] = maker.one(fitting)
  const spelt = name.toLowerCase().replace(from, to)
  return spelt.charAt(0).toUpperCase() + spelt.slice(1)
}

/** Accounts: companies under several legal forms, branches of one name in several towns, and some written twice. */
export function companies(seed: number, count: number): Labelled {
  const maker = new Maker(seed)
  const taken = new Set<string>()
  for (let made = 0; made < count; ) {
    const name = companyName(maker)
    if (taken.has(name)) continue
    taken.add(name)
    made++
    const isChain = maker.chance() < 0.15
    const towns = isChain ? [maker.one(cities.slice(0, 4)), maker.one(cities.slice(4))] : [undefined]
    for (const town of towns) company(maker, town === undefined ? name : `${name} ${town}`, made)
  }
  return maker.labelled('account')
}

function companyName(maker: Maker): string {
  const tongue = maker.chance()
  const family = maker.chance() < 0.5 ? ` ${maker.one(latinLast)}` : ''
  if (tongue < 0.5) return `${maker.one(brands)}${family} ${maker.one(trades)}`
  return tongue < 0.8
    ? `${maker.one(thaiBrands)}${maker.one(thaiLast)}${maker.one(thaiTrades)}`
    : `${maker.one(laoBrands)}${maker.one(laoLast)}${maker.one(laoTrades)}`
}

function company(maker: Maker, name: string, number: number): void {
  const row: Row = {
    name: formed(maker, name),
    phone: maker.phone(),
    address: maker.address(),
    ...(maker.chance() < 0.6 ? { website: `https://firm${number}.example` } : {}),
  }
  const thing = maker.add(row)
  if (maker.chance() >= 0.35) return
  const again: Row = { ...row, name: formed(maker, maker.chance() < 0.4 ? mistyped(maker, name) : name) }
  const sure = maker.one(['phone', 'address'])
  for (const field of ['phone', 'address', 'website'])
    if (field !== sure && maker.chance() < 0.4) delete again[field]
  maker.again(thing, again)
}

function mistyped(maker: Maker, name: string): string {
  const words = name.split(' ')
  const at = Math.floor(maker.chance() * words.length)
  return words.map((word, index) => (index === at ? maker.typo(word) : word)).join(' ')
}

function formed(maker: Maker, name: string): string {
  if (/^[\u0e00-\u0e7f]/.test(name))
    return maker.one([`บริษัท ${name} จำกัด`, `บริษัท${name}จำกัด`, `หจก. ${name}`, name, `บจก.${name}`])
  if (/^[\u0e80-\u0eff]/.test(name)) return maker.one([`ບໍລິສັດ ${name} ຈຳກັດ`, name, `${name} ຈຳກັດຜູ້ດຽວ`])
  return maker.one([
    `${name} Co., Ltd.`,
    `${name} Ltd`,
    name,
    `${name} Company Limited`,
    name.toUpperCase(),
    `The ${name} Co.`,
  ])
}
