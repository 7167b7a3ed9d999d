import { readFile, rm } from 'node:fs/promises'
import { renderXlsx } from '../render/xlsx.ts'
import { writeDurably } from './write-durably.ts'

/** A workbook to be made: where its blocks lie as JSON, and where it is to lie itself. */
export interface WorkbookJob {
  draft: string
  file: string
}

/** Makes a workbook in a thread of its own; as long as the draft lies there it is not made. */
export async function makeWorkbook({ draft, file }: WorkbookJob): Promise<void> {
  await writeDurably(file, await renderXlsx(JSON.parse(await readFile(draft, 'utf8'))))
  await rm(draft)
}
