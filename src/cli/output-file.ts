import { open } from 'node:fs/promises'
import { toError, UserError } from '../core/errors.ts'

/** Marks a file as UTF-8 for spreadsheets. */
const BOM = '\ufeff'

/**
 * Writes a text file for spreadsheets, piece by piece, readable by its owner alone (mode 0600); an older file of the name is
 * replaced. Throws a `UserError` when it cannot be written.
 */
export async function writeSheet(file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const handle = await open(file, 'w', 0o600).catch((thrown: unknown) => {
    throw new UserError(`文件 ${file} 写不了：请检查路径和权限，或关闭正在打开它的软件。`, { cause: toError(thrown) })
  })
  try {
    await handle.chmod(0o600)
    await handle.writeFile(BOM)
    for await (const piece of pieces) await handle.writeFile(piece)
  } finally {
    await handle.close()
  }
}

/** One line of CSV. What a spreadsheet would take for a formula is made text by a leading '; numbers stay numbers. */
export function toCsvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

function toCell(value: string | number | null): string {
  if (value === null || typeof value === 'number') return value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
