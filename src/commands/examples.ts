/** Examples of the verbs every kind of record has. They run in a test, on the store in fixtures/examples. */
import type { EntityName } from '../entities/index.ts'
import type { Example } from './command.ts'

type Verb = 'add' | 'list' | 'show' | 'edit' | 'remove' | 'copy'

export const exampleValues: { readonly [K in EntityName]: { readonly [V in Verb]: readonly Example[] } } = {
  lead: {
    add: [
      {
        line: 'crm lead add --first-name Somchai --last-name Jaidee --company "Siam Tea" --phone "+66 81 555 6677" --source web',
        says: 'by flags, as a script does',
      },
      {
        line: 'crm lead add --first-name ບຸນທອງ --last-name ສີສະຫວັດ --phone "020 5566 7788" --rating hot',
        says: 'a Lao name and number',
      },
      {
        line: 'crm lead add Dao Phet 020 7766 5544 --company "Dao Silk"',
        says: 'by hand: name, phone, email are told apart',
      },
    ],
    list: [
      { line: 'crm lead list', says: 'all, newest first' },
      {
        line: "crm lead list 'status:new source:web' --columns name,company,phone --sort -createdAt --limit 20",
        says: 'the twenty newest from the web',
      },
      { line: 'crm lead list open:yes --json', says: 'whole records, for a script' },
    ],
    show: [{ line: 'crm lead show Somsak', says: 'by a word of the name' }],
    edit: [{ line: 'crm lead edit Somsak --rating hot --tag coffee', says: 'a field and a tag' }],
    remove: [{ line: 'crm lead remove Somsak --cascade --dry-run', says: 'what would go with it' }],
    copy: [
      {
        line: 'crm lead copy Somsak --first-name Malee --last-name Suksan --phone "020 2233 4455"',
        says: 'a colleague of his',
      },
    ],
  },
  account: {
    add: [
      {
        line: 'crm account add --name "Luang Prabang Books" --phone "020 7788 9900" --website books.example.la',
        says: 'a company',
      },
    ],
    list: [
      { line: 'crm account list coffee', says: 'with a word anywhere in them' },
      { line: 'crm account list --columns name,industry,website --sort name', says: 'by name' },
    ],
    show: [
      { line: 'crm account show "Mekong Coffee"', says: 'with contacts, deals, reminders and timeline' },
    ],
    edit: [
      {
        line: 'crm account edit "Mekong Coffee" --employees 42 --established 12/05/2550',
        says: 'a Buddhist-era date is understood',
      },
    ],
    remove: [
      { line: 'crm account remove "Mekong Coffee" --cascade --dry-run', says: 'what would be unlinked' },
    ],
    copy: [
      {
        line: 'crm account copy "Mekong Coffee" --name "Mekong Coffee Pakse" --parent "Mekong Coffee"',
        says: 'a branch',
      },
    ],
  },
  contact: {
    add: [
      {
        line: 'crm contact add --first-name Kham --account "Mekong Coffee" --phone "020 9988 7766" --birthday 14/4/2533',
        says: 'somebody new at an account',
      },
    ],
    list: [{ line: 'crm contact list account:mekong', says: 'everybody at one account' }],
    show: [{ line: 'crm contact show noy@mekong.example', says: 'by email' }],
    edit: [
      {
        line: 'crm contact edit c4ntp9x2qa --preferred-channel whatsapp --unset birthday',
        says: 'fill one field, empty another',
      },
    ],
    remove: [{ line: 'crm contact remove c4ntp9x2qa --cascade --yes', says: 'without being asked' }],
    copy: [{ line: 'crm contact copy c4ntp9x2qa --first-name Vone', says: 'a colleague' }],
  },
  deal: {
    add: [
      {
        line: 'crm deal add --name "Espresso machine" --account "Mekong Coffee" --amount 95000000 --close-date "next friday"',
        says: 'in the first stage',
      },
      {
        line: 'crm deal add Roaster 48,000,000 +2w',
        says: 'amount and day told apart from the name',
      },
      {
        line: 'crm deal add "Second grinder" --account "Mekong Coffee" --amount 12000000',
        says: 'by its name',
      },
    ],
    list: [
      {
        line: "crm deal list 'stage:proposal amount:>1000000' --sort closeDate",
        says: 'the large offers, soonest first',
      },
    ],
    show: [{ line: 'crm deal show "Roastery fit-out"', says: 'with its time in each stage' }],
    edit: [
      {
        line: 'crm deal edit "Roastery fit-out" --next-step "Send drawings" --probability 70%',
        says: 'what comes next',
      },
    ],
    remove: [{ line: 'crm deal remove d5w2hq8r0c --yes', says: 'entered by mistake' }],
    copy: [{ line: 'crm deal copy "Roastery fit-out" --name "Second roastery"', says: 'sell it again' }],
  },
  activity: {
    add: [
      {
        line: 'crm activity add --kind call --for c4ntp9x2qa --subject "Asked for a quote" --direction in',
        says: 'shorter: crm log call',
      },
    ],
    list: [{ line: "crm activity list 'kind:call at:>-30d'", says: 'calls of the last month' }],
    show: [{ line: 'crm activity show v3c8n5t1wk', says: 'one call' }],
    edit: [
      {
        line: 'crm activity edit v3c8n5t1wk --outcome "Wants a visit" --minutes 12',
        says: 'what came of it',
      },
    ],
    remove: [{ line: 'crm activity remove v3c8n5t1wk', says: 'logged twice' }],
    copy: [{ line: 'crm activity copy v3c8n5t1wk --at now', says: 'the same again' }],
  },
  reminder: {
    add: [
      {
        line: 'crm reminder add "Send the price list" --due "tomorrow 9am" --for c4ntp9x2qa',
        says: 'shown by crm reminder due',
      },
    ],
    list: [{ line: 'crm reminder list open:yes --sort due', says: 'all that is open' }],
    show: [{ line: 'crm reminder show r8f3kq2v7n', says: 'one promise' }],
    edit: [{ line: 'crm reminder edit r8f3kq2v7n --priority high', says: 'it matters' }],
    remove: [{ line: 'crm reminder remove r8f3kq2v7n', says: 'made by mistake' }],
    copy: [{ line: 'crm reminder copy r8f3kq2v7n --due +1w', says: 'again next week' }],
  },
}
