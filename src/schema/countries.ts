/** Countries by their ISO 3166-1 code, and by their names in English, Thai and Lao. */
import { dictionary } from '../dictionary.ts'
import { fold } from '../text.ts'

const codes = new Set(
  [
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ',
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO',
    'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE',
    'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO',
    'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW',
    'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM',
    'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW',
  ].flatMap((line) => line.split(' ')),
)

/** Names in use that are not the ones CLDR gives. */
const otherNames: { readonly [code: string]: readonly string[] } = dictionary({
  AE: ['UAE'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'อังกฤษ', 'ອັງກິດ'],
  HK: ['Hong Kong', 'ฮ่องกง'],
  KR: ['Korea', 'เกาหลี', 'ເກົາຫຼີ', 'ເກົາຫຼີໃຕ້'],
  LA: ['Lao', 'Lao PDR', "Lao People's Democratic Republic", 'สปป ลาว', 'สปป.ลาว', 'ສປປ ລາວ', 'ສປປລາວ'],
  MM: ['Burma', 'พม่า', 'ພະມ້າ'],
  MO: ['Macau', 'Macao'],
  NL: ['Holland'],
  TH: ['Siam'],
  TR: ['Turkey'],
  US: ['USA', 'America', 'United States of America', 'อเมริกา', 'ອາເມລິກາ'],
  VN: ['Viet Nam'],
})

/** The code of a country from its code in any case or its name; undefined where there is none such. */
export function countryNamed(text: string): string | undefined {
  const code = text.trim().toUpperCase()
  if (codes.has(code)) return code
  names ??= namesInUse()
  return names.get(fold(text).replace(/^(?:the |ประเทศ|ປະເທດ)/, ''))
}

let names: ReadonlyMap<string, string> | undefined

function namesInUse(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const language of ['en', 'th', 'lo']) {
    const display = new Intl.DisplayNames(language, { type: 'region' })
    for (const code of codes) {
      const name = fold(display.of(code) ?? code)
      found.set(name, code)
      found.set(name.replace(/ \(.*\)$/, ''), code)
    }
  }
  for (const [code, others] of Object.entries(otherNames))
    for (const name of others) found.set(fold(name), code)
  return found
}

/** The name of a country in English; its code where it has none. */
export function countryName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code
}
