/** Provinces of Laos and Thailand, by their names in Lao, Thai and English: they tell the country of an address. */
import { fold } from '../text.ts'

/** The 17 provinces and the capital of Laos. */
const lao = `
ນະຄອນຫຼວງວຽງຈັນ|ນະຄອນຫລວງວຽງຈັນ|ກຳແພງນະຄອນວຽງຈັນ|ວຽງຈັນ|นครหลวงเวียงจันทน์|เวียงจันทน์|Vientiane|Vientiane Capital|Vientiane Prefecture|Vientiane Province
ຜົ້ງສາລີ|ພົງສາລີ|พงสาลี|Phongsaly|Phongsali
ຫຼວງນ້ຳທາ|ຫລວງນ້ຳທາ|หลวงน้ำทา|Luang Namtha|Louang Namtha
ອຸດົມໄຊ|อุดมไชย|อุดมไซ|Oudomxay|Oudomxai|Udomxai
ບໍ່ແກ້ວ|บ่อแก้ว|Bokeo
ຫຼວງພະບາງ|ຫລວງພະບາງ|หลวงพระบาง|Luang Prabang|Louangphabang|Luang Phabang
ຫົວພັນ|หัวพัน|Houaphanh|Houaphan|Huaphan
ໄຊຍະບູລີ|ໄຊຍະບູລີ|ไชยบุรี|ไซยะบูลี|Xayaboury|Sainyabuli|Xayabouly
ຊຽງຂວາງ|เชียงขวาง|Xiengkhouang|Xiangkhouang
ບໍລິຄຳໄຊ|บอลิคำไซ|Bolikhamxay|Borikhamxay|Bolikhamsai
ຄຳມ່ວນ|คำม่วน|Khammouane|Khammuan
ສະຫວັນນະເຂດ|สะหวันนะเขต|สุวรรณเขต|Savannakhet
ສາລະວັນ|สาละวัน|Salavan|Saravane
ເຊກອງ|เซกอง|Sekong|Xekong
ຈຳປາສັກ|จำปาสัก|Champasak|Champassak
ອັດຕະປື|อัตตะปือ|Attapeu|Attapu
ໄຊສົມບູນ|ไชสมบูรณ์|ไซสมบูน|Xaisomboun|Xaysomboun
`

/** The 76 provinces and the capital of Thailand. */
const thai = `
กรุงเทพมหานคร|กรุงเทพฯ|กรุงเทพ|กทม.|กทม|บางกอก|ບາງກອກ|Bangkok|Krung Thep|Krung Thep Maha Nakhon
กระบี่|Krabi
กาญจนบุรี|Kanchanaburi
กาฬสินธุ์|Kalasin
กำแพงเพชร|Kamphaeng Phet
ขอนแก่น|ຂອນແກ່ນ|Khon Kaen
จันทบุรี|Chanthaburi
ฉะเชิงเทรา|Chachoengsao
ชลบุรี|Chonburi|Chon Buri
ชัยนาท|Chai Nat|Chainat
ชัยภูมิ|Chaiyaphum
ชุมพร|Chumphon
เชียงราย|ຊຽງຮາຍ|Chiang Rai
เชียงใหม่|ຊຽງໃໝ່|Chiang Mai
ตรัง|Trang
ตราด|Trat
ตาก|Tak
นครนายก|Nakhon Nayok
นครปฐม|Nakhon Pathom
นครพนม|ນະຄອນພະນົມ|Nakhon Phanom
นครราชสีมา|โคราช|ໂຄລາດ|Nakhon Ratchasima|Korat
นครศรีธรรมราช|Nakhon Si Thammarat
นครสวรรค์|Nakhon Sawan
นนทบุรี|Nonthaburi
นราธิวาส|Narathiwat
น่าน|Nan
บึงกาฬ|ບຶງການ|Bueng Kan
บุรีรัมย์|Buriram|Buri Ram
ปทุมธานี|Pathum Thani
ประจวบคีรีขันธ์|Prachuap Khiri Khan
ปราจีนบุรี|Prachinburi
ปัตตานี|Pattani
พระนครศรีอยุธยา|อยุธยา|Phra Nakhon Si Ayutthaya|Ayutthaya
พะเยา|Phayao
พังงา|Phang Nga|Phangnga
พัทลุง|Phatthalung
พิจิตร|Phichit
พิษณุโลก|Phitsanulok
เพชรบุรี|Phetchaburi
เพชรบูรณ์|Phetchabun
แพร่|Phrae
ภูเก็ต|Phuket
มหาสารคาม|Maha Sarakham
มุกดาหาร|ມຸກດາຫານ|Mukdahan
แม่ฮ่องสอน|Mae Hong Son
ยโสธร|Yasothon
ยะลา|Yala
ร้อยเอ็ด|Roi Et
ระนอง|Ranong
ระยอง|Rayong
ราชบุรี|Ratchaburi
ลพบุรี|Lopburi|Lop Buri
ลำปาง|Lampang
ลำพูน|Lamphun
เลย|Loei
ศรีสะเกษ|Si Sa Ket|Sisaket
สกลนคร|Sakon Nakhon
สงขลา|Songkhla
สตูล|Satun
สมุทรปราการ|Samut Prakan
สมุทรสงคราม|Samut Songkhram
สมุทรสาคร|Samut Sakhon
สระแก้ว|Sa Kaeo
สระบุรี|Saraburi
สิงห์บุรี|Sing Buri|Singburi
สุโขทัย|Sukhothai
สุพรรณบุรี|Suphan Buri|Suphanburi
สุราษฎร์ธานี|Surat Thani
สุรินทร์|Surin
หนองคาย|ໜອງຄາຍ|Nong Khai
หนองบัวลำภู|Nong Bua Lamphu
อ่างทอง|Ang Thong
อำนาจเจริญ|Amnat Charoen
อุดรธานี|ອຸດອນທານີ|Udon Thani
อุตรดิตถ์|Uttaradit
อุทัยธานี|Uthai Thani
อุบลราชธานี|ອຸບົນລາດຊະທານີ|Ubon Ratchathani
`

let countries: ReadonlyMap<string, string> | undefined

/** The country (LA, TH) a province is in, with or without the word for province before it; undefined where it is neither's. */
export function countryOfProvince(text: string): string | undefined {
  countries ??= new Map([...namesIn(lao, 'LA'), ...namesIn(thai, 'TH')])
  const name = fold(text)
  return (
    countries.get(name) ?? countries.get(name.replace(/^(?:จังหวัด|จ\.|แขวง|ແຂວງ|ຂ\.)\s*| province$/gu, ''))
  )
}

function namesIn(list: string, country: string): (readonly [string, string])[] {
  return list
    .trim()
    .split(/[|\n]/)
    .map((name) => [fold(name), country] as const)
}
