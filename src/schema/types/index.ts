/** The types of fields there are. Adding one is its file, its line in TypeValues and a line in each of the two lists here. */
import type { TypeName } from '../field.ts'
import type { FieldType } from '../type.ts'
import { address } from './address.ts'
import { addresses } from './addresses.ts'
import { attachments } from './attachments.ts'
import { branch } from './branch.ts'
import { choice } from './choice.ts'
import { country } from './country.ts'
import { currency } from './currency.ts'
import { date } from './date.ts'
import { email } from './email.ts'
import { emails } from './emails.ts'
import { handles } from './handles.ts'
import { instant } from './instant.ts'
import { link } from './link.ts'
import { links } from './links.ts'
import { longText } from './longText.ts'
import { money } from './money.ts'
import { number } from './number.ts'
import { percent } from './percent.ts'
import { phone } from './phone.ts'
import { phones } from './phones.ts'
import { qualification } from './qualification.ts'
import { repeat } from './repeat.ts'
import { stageHistory } from './stageHistory.ts'
import { tags } from './tags.ts'
import { taxId } from './taxId.ts'
import { text } from './text.ts'
import { url } from './url.ts'
import { when } from './when.ts'
import { yesNo } from './yesNo.ts'

export const types: { readonly [T in TypeName]: FieldType } = {
  text,
  longText,
  email,
  emails,
  phone,
  phones,
  handles,
  url,
  taxId,
  branch,
  country,
  date,
  instant,
  when,
  money,
  currency,
  number,
  percent,
  yesNo,
  choice,
  tags,
  address,
  addresses,
  link,
  links,
  repeat,
  attachments,
  stageHistory,
  qualification,
}
