import excel from 'exceljs'
import { expect, test } from 'vitest'
import { type Block, heading, note } from '../../src/core/blocks.ts'
import { renderXlsx } from '../../src/render/xlsx.ts'

async function sheetOf(blocks: Block[]): Promise<excel.Worksheet> {
  const book = new excel.Workbook()
  await book.xlsx.load(new Uint8Array(await renderXlsx(blocks)).buffer)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('the book has no sheet')
  return sheet
}

const table: Block = {
  kind: 'table',
  columns: [{ title: '编号', align: 'right' }, { title: '情况' }],
  rows: [
    ['1001', '=1+1'],
    ['1002', '@SUM(A1)\u0000\ud800，0123456789012345678'],
  ],
}

test('a sheet holds what stands above the table, frozen titles, the rows, and what stands below', async () => {
  const sheet = await sheetOf([heading('走访台账'), note('导出人：张三'), table, note('口径：按日期')])

  expect([1, 2, 3, 6].map((row) => sheet.getCell(row, 1).text)).toEqual(['走访台账', '导出人：张三', '编号', '口径：按日期'])
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
  expect(sheet.getColumn(2).width).toBeGreaterThan(8)
})

test('words are text whatever they begin with, numbers are numbers', async () => {
  const sheet = await sheetOf([table])

  expect(sheet.getCell(2, 1).value).toBe(1001)
  expect(sheet.getCell(2, 2)).toMatchObject({ value: '=1+1', type: excel.ValueType.String, numFmt: '@' })
  expect(sheet.getCell(3, 2).value).toBe('@SUM(A1)，0123456789012345678')
})

test('without rows there are still the titles', async () => {
  expect((await sheetOf([{ ...table, rows: [] }])).getCell(1, 2).text).toBe('情况')
})
