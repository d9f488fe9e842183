/** Long text on a terminal, a page at a time by the user's PAGER. */
import { spawnSync } from 'node:child_process'

export interface Screen {
  readonly env: { readonly [name: string]: string | undefined }
  /** Its height in lines, 0 where it is not known. */
  readonly rows: number
}

/**
 * Shows a text in PAGER (less, unless told), which shows a short one as it is. An empty PAGER, or "cat", means none.
 * @returns false where there is no pager to be had
 */
export function showPaged(text: string, { env, rows }: Screen): boolean {
  const pager = env['PAGER'] ?? 'less'
  if (pager === '' || pager === 'cat') return false
  if (rows > 0 && text.split('\n').length < rows) return false
  const { error, status } = spawnSync('sh', ['-c', pager], {
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', LESSCHARSET: 'utf-8', ...env },
  })
  // The shell answers 127 where there is no such program.
  return status !== 127 && (error === undefined || ('code' in error && error.code === 'EPIPE'))
}
