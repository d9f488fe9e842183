/** How often, said in Thai and Lao, put into the English that is read: ทุกวันศุกร์สุดท้ายของเดือน, ທຸກ 2 ອາທິດ. */
import { fold } from '../text.ts'

/** In this order: what is long before what is part of it. */
const sources: readonly (readonly [thaiLao: string, english: string])[] = [
  ['(?:หลังจาก|หลัง)(?:ทำ)?เสร็จ(?:แล้ว)?|ຫຼັງ(?:ຈາກ)?(?:ເຮັດ)?ແລ້ວ', ' after done'],
  ['(?:จนถึง|ถึง|ຈົນຮອດ|ຈົນເຖິງ|ຮອດ) ?', ' until '],
  [' ?(?:ยกเว้น|ຍົກເວັ້ນ) ?', ' except '],
  ['(\\d+) ?(?:ครั้ง|ຄັ້ງ|ເທື່ອ)', ' for $1 times'],
  ['^(?:วันเว้นวัน|ມື້ເວັ້ນມື້|ວັນເວັ້ນວັນ)', 'every 2 days'],
  ['^(สัปดาห์|อาทิตย์|เดือน|ปี|ອາທິດ|ເດືອນ|ປີ)(?:เว้น|ເວັ້ນ)\\1', 'every 2 $1'],
  ['^(?:วัน|ວັນ)?(\\S+?)(?:เว้น|ເວັ້ນ)(?:วัน|ວັນ)?\\1', 'every 2 weeks on $1'],
  ['^(?:ทุก|ทุกๆ|ราย|ประจำ|ທຸກ|ທຸກໆ|ລາຍ|ປະຈຳ) ?(?=\\S)', 'every '],
  ['(?:วันทำงาน|วันทำการ|ວັນເຮັດວຽກ|ວັນລັດຖະການ)', 'weekday'],
  ['(?:สิ้นเดือน|วันสุดท้ายของเดือน|ທ້າຍເດືອນ|ສິ້ນເດືອນ|ວັນສຸດທ້າຍຂອງເດືອນ)', 'last day'],
  ['(?:สิ้นไตรมาส|ທ້າຍໄຕມາດ|ສິ້ນໄຕມາດ)', 'quarter on the last day'],
  ['(?:วันที่|ວັນທີ) ?(?=\\d)', ''],
  ['(\\S+?) ?(?:สุดท้าย|ສຸດທ້າຍ)(?: ?(?:ของ|ຂອງ))?(?:ทุก|ທຸກ)?(?:เดือน|ເດືອນ)', 'last $1'],
  ['(\\S+?) ?(?:แรก|ที่หนึ่ง|ທຳອິດ|ທີໜຶ່ງ)(?: ?(?:ของ|ຂອງ))?(?:ทุก|ທຸກ)?(?:เดือน|ເດືອນ)', 'first $1'],
  ['(\\S+?) ?(?:ที่สอง|ที่ 2|ທີສອງ|ທີ 2)(?: ?(?:ของ|ຂອງ))?(?:ทุก|ທຸກ)?(?:เดือน|ເດືອນ)', 'second $1'],
  ['(\\S+?) ?(?:ที่สาม|ที่ 3|ທີສາມ|ທີ 3)(?: ?(?:ของ|ຂອງ))?(?:ทุก|ທຸກ)?(?:เดือน|ເດືອນ)', 'third $1'],
  ['(?:ของ|ຂອງ)(?:ทุก|ທຸກ)?(?:เดือน|ເດືອນ)', ''],
  [' ?(?:และ|กับ|แล้วก็|ແລະ|ກັບ) ?', ' and '],
  ['(?:ครึ่งปี|ເຄິ່ງປີ)', '6 months'],
  ['(?:ไตรมาส|ໄຕມາດ)(?=\\s|$)', 'quarter'],
  ['(?<=\\s|\\d)(?:วัน|ມື້|ວັນ)(?=\\s|$)', 'day'],
  ['(?:สัปดาห์|อาทิตย์|ອາທິດ)(?=\\s|$)', 'week'],
  ['(?:เดือน|ເດືອນ)(?=\\s|$)', 'month'],
  ['(?<=\\s|\\d)(?:ปี|ປີ)(?=\\s|$)', 'year'],
]

const numbers = [
  ['หนึ่ง', 'ໜຶ່ງ'],
  ['สอง', 'ສອງ'],
  ['สาม', 'ສາມ'],
  ['สี่', 'ສີ່'],
  ['ห้า', 'ຫ້າ'],
  ['หก', 'ຫົກ'],
  ['เจ็ด', 'ເຈັດ'],
  ['แปด', 'ແປດ'],
  ['เก้า', 'ເກົ້າ'],
  ['สิบ', 'ສິບ'],
]

let words: readonly (readonly [RegExp, string])[] | undefined

/** Made when first needed; a number is only one behind "every", or before what is counted. */
function made(): readonly (readonly [RegExp, string])[] {
  const counts = numbers.map((names, index): readonly [RegExp, string] => [
    new RegExp(`^(${fold('ทุก|ທຸກ')})(?:${names.map(fold).join('|')})(?=\\S)`),
    `$1 ${index + 1} `,
  ])
  return [
    ...counts,
    ...sources.map(([from, to]): readonly [RegExp, string] => [new RegExp(folded(from), 'g'), to]),
  ]
}

/** Classes such as \S keep their case. */
function folded(source: string): string {
  return source
    .split(/(\\.)/)
    .map((part) => (part.startsWith('\\') ? part : part.replace(/[\u0e01-\u0edf]+/g, fold)))
    .join('')
}

/** The folded text with its Thai and Lao words in English; other texts as they are. */
export function repeatInEnglish(text: string): string {
  if (!/[\u0e01-\u0edf]/.test(text)) return text
  words ??= made()
  // A Sunday is called as a week is: said with the word for day before it, it is the Sunday.
  const safe = text.replace(/(?:วัน|ວັນ)(?:อาทิตย์|ອາທິດ)/g, 'sunday')
  return words
    .reduce((line, [from, to]) => line.replace(from, to), safe)
    .replace(/\s+/g, ' ')
    .trim()
}
