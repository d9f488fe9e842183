import type { Command } from './command.ts'
export const command: Command = { summary: 'Show what was changed', examples: [{ line: 'crm history', says: 'x' }], run: () => ({}) }
