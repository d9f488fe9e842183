/** Made-up leads for measuring: Thai, Lao and Latin names, all different. */

const first = ['Somchai', 'Malee', 'สมชาย', 'น้ำผึ้ง', 'ບຸນມີ', 'ວິໄລ', 'Anna', 'Kham', 'ประเสริฐ', 'Noy']
const last = ['Jaidee', 'Suksan', 'ใจดี', 'เพชรรัตน์', 'ພົມມະຈັນ', 'ສີສຸກ', 'Keller', 'Souk', 'วงศ์สว่าง', 'Vongsa']
const sources = ['web', 'referral', 'facebook', 'line', 'event']

/** A CSV file of that many leads, with ten columns. */
export function leadsCsv(count: number): string {
  const lines = Array.from({ length: count }, (_, i) =>
    [
      first[i % 10],
      `${last[Math.floor(i / 10) % 10]} ${i}`,
      `"Company ${i % (count / 4)}, Ltd"`,
      `person${i}@company${i % 5000}.example`,
      `08${String(10_000_000 + i * 37)
        .padStart(8, '0')
        .slice(-8)}`,
      'Manager',
      sources[i % 5],
      i % 3 === 0 ? 'hot' : 'warm',
      String((i % 977) * 1000),
      `"Met at fair ${i % 50}"`,
    ].join(','),
  )
  return `First Name,Last Name,Company,Email,Phone,Title,Source,Rating,Estimated Amount,Description\n${lines.join('\n')}\n`
}
