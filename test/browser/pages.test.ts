/** Pages in a real browser, where there is one: charts are there, no text is cut, light and dark, wide and narrow. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, storeFrom, temporaryFolder } from '../helpers/crm.ts'

const browser = [process.env['CHROME'], 'chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => name !== undefined && spawnSync(name, ['--version']).status === 0,
)

/** Run in the page: what is drawn, and what is not where it can be read. */
const measure = `
const inside = (outer, box) => box.left >= outer.left - 1 && box.right <= outer.right + 1 && box.top >= outer.top - 1 && box.bottom <= outer.bottom + 1
const shown = [...document.querySelectorAll('svg:not(.key)')].filter((svg) => svg.getBoundingClientRect().width > 0)
const cut = shown.flatMap((svg) => [...svg.querySelectorAll('text')].filter((text) => !inside(svg.getBoundingClientRect(), text.getBoundingClientRect())).map((text) => text.textContent))
const hidden = [...document.querySelectorAll('h1,h2,h3,p,dd,dt,li,figcaption')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
const broken = []
for (let node = texts.nextNode(); node; node = texts.nextNode()) {
  if (!node.parentElement.closest('dd,td,th')) continue
  for (const word of node.data.matchAll(/\\S*\\d\\S*/g)) {
    const range = document.createRange()
    range.setStart(node, word.index)
    range.setEnd(node, word.index + word[0].length)
    if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word[0])
  }
}
const result = {
  charts: shown.length,
  marks: shown.every((svg) => svg.querySelector('rect,path') !== null),
  named: shown.every((svg) => svg.getAttribute('role') === 'img' && svg.querySelector('title').textContent !== ''),
  tables: document.querySelectorAll('table caption').length === document.querySelectorAll('table').length,
  cut, hidden, broken,
  pageFits: document.documentElement.scrollWidth <= window.innerWidth,
  background: getComputedStyle(document.body).backgroundColor,
}
document.body.innerHTML = '<pre id="measured">' + btoa(encodeURIComponent(JSON.stringify(result))) + '</pre>'
`

interface Measured {
  readonly charts: number
  readonly background: string
}

/** The page as the browser lays it out. Its rule that no script may run is taken out of this copy. */
function measured(page: string, width: number, isDark: boolean): Measured {
  const folder = temporaryFolder()
  const file = join(folder, 'page.html')
  const open = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
  writeFileSync(file, open.replace('</body>', `<script>${measure}</script></body>`))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${join(folder, 'profile')}`,
    `--window-size=${width},900`,
    ...(isDark ? ['--force-dark-mode'] : []),
    '--dump-dom',
    `file://${file}`,
  ]
  const { stdout } = spawnSync(browser ?? '', flags, { encoding: 'utf8', timeout: 50_000 })
  const found = /<pre id="measured">([^<]*)<\/pre>/.exec(stdout)?.[1] ?? ''
  return JSON.parse(decodeURIComponent(Buffer.from(found, 'base64').toString()))
}

describe.skipIf(browser === undefined)('in a browser', () => {
  const lines = ['crm dashboard', 'crm report win-loss', 'crm report leads', 'crm report customers']
  const cases = lines.flatMap((line) => [1200, 500].map((width) => ({ line, width })))

  it.each(cases)('$line, $width wide', async ({ line, width }) => {
    const { out } = await crm(`${line} --format html`, { store: storeFrom('examples') })
    for (const isDark of [false, true]) {
      const result = measured(out, width, isDark)
      expect(result.charts).toBeGreaterThan(0)
      expect(result).toMatchObject({
        marks: true,
        named: true,
        tables: true,
        cut: [],
        hidden: [],
        broken: [],
        pageFits: true,
      })
      expect(result.background).toBe(isDark ? 'rgb(20, 24, 31)' : 'rgb(255, 255, 255)')
    }
  })

  it('has room for long names in Thai and Lao', async () => {
    const store = storeFrom('examples')
    const long = 'บริษัทอุตสาหกรรมเครื่องดื่มและอาหารแปรรูปแห่งประเทศไทยตะวันออกเฉียงเหนือจำกัดมหาชน'
    const lao = 'ບໍລິສັດອຸດສາຫະກຳອາຫານແລະເຄື່ອງດື່ມແຫ່ງຊາດລາວຈຳກັດ'
    for (const name of [long, lao]) {
      await crm(['account', 'add', '--name', name], { store })
      await crm(['deal', 'add', '--name', name, '--account', name, '--amount', '9', '--stage', 'proposal'], {
        store,
      })
      await crm(['deal', 'win', name], { store })
    }
    const { out } = await crm('crm report customers --format html', { store })
    expect(out).toContain(long)
    expect(measured(out, 500, false)).toMatchObject({ marks: true, cut: [], hidden: [], pageFits: true })
  })

  it.each(['dashboard', 'report customers'])('breaks no number or date of %s', async (line) => {
    const store = storeFrom('examples')
    const add = (name: string, amount: string) =>
      crm(['deal', 'add', '--name', name, '--amount', amount, '--stage', 'proposal'], { store })
    await add('Dam', '133655459589000')
    await add('Bridge', '133655459589')
    await crm('crm deal edit Bridge --account "Mekong Coffee"', { store })
    await crm('crm deal win Bridge', { store })
    const { out } = await crm(`crm ${line} --format html`, { store })
    // As on a telephone: a window of the browser itself is never so narrow.
    const narrow = out.replace('<body>', '<body style="width:24rem">')
    expect(measured(narrow, 500, false)).toMatchObject({ broken: [], cut: [], hidden: [], pageFits: true })
  })

  it('prints the board', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../fixtures/golden/board.html'), 'utf8')
    expect(measured(page, 500, true)).toMatchObject({ cut: [], hidden: [] })
  })
})
