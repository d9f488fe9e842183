/** LinkedIn: Connections.csv of "Get a copy of your data". */
import type { Preset } from './preset.ts'

export const linkedin: Preset = {
  title: 'LinkedIn connections',
  signatures: [['Email Address', 'Position', 'Connected On']],
  columns: {
    'Email Address': 'email',
    Company: 'account',
    Position: 'title',
    'Connected On': 'connectedOn',
  },
  series: [{ main: '', others: 'handles', columns: [['linkedin', 'URL']] }],
}
