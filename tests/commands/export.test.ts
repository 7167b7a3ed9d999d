import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../db/queries/audit.ts'
import { startTestApp, type TestApp, type TestReply } from '../support/app.ts'

const village = 'group:621021103204'
const township = 'group:621021103'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
  await house.say('direct:jiahongwei', 'jiahongwei', '走访 田宝 =HYPERLINK("http://example.com")，收入稳定')
  await house.say('direct:jiahongwei', 'jiahongwei', '走访 王丽娟 在家务农')
})
afterAll(async () => await house.stop())

/** The cells of a file's first sheet, as text. */
async function rowsOf(file: TestReply['files'][number] | undefined): Promise<string[][]> {
  const book = new excel.Workbook()
  await book.xlsx.load(new Uint8Array((await house.get(file?.url ?? '')).rawPayload).buffer)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    rows.push(Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text))
    row.eachCell((cell) => expect(cell.type).not.toBe(excel.ValueType.Formula))
  })
  return rows
}

const exports = async () =>
  (await listAudit(house.app.store.read, 10, 'export')).map(({ target, detail }) => [target.split(':')[0], detail])

describe('an export', () => {
  it('is a spreadsheet with titles, every entry, its reader and the time, and is fetched under its address', async () => {
    const [reply] = await house.say('direct:liuhaifeng', 'liuhaifeng', '导出 走访 6月')
    const rows = await rowsOf(reply?.files[0])

    expect(reply?.text).toContain('马岭镇 走访台账（2023年6月），共 2 条')
    expect(reply?.files[0]).toMatchObject({
      name: '马岭镇-走访台账（2023年6月）.xlsx',
      url: expect.stringMatching(/\/exports\/[0-9a-f-]{36}\.xlsx$/),
    })
    expect(rows[1]?.[0]).toContain('导出人：刘海峰；时间：2023-06-15')
    expect(rows[2]?.slice(0, 6)).toEqual(['编号', '日期', '单位', '村组', '户主', '情况'])
    expect(rows[3]).toEqual(expect.arrayContaining(['1001', '2023-06-15', '纸房村', '田宝', '贾宏伟']))
    expect(rows[3]?.some((cell) => cell.includes('=HYPERLINK'))).toBe(true)
    expect((await house.get(reply?.files[0]?.url ?? '')).statusCode).toBe(200)
  })

  it('asked in a group goes to the direct chat', async () => {
    for (const chat of [village, township]) {
      const asker = chat === village ? 'jiahongwei' : 'liuhaifeng'
      const [reply] = await house.say(chat, asker, '导出 走访 6月')
      const lines: TestReply[] = (await house.get(`/sandbox/api/chats/direct:${asker}/messages`)).json()

      expect(reply).toMatchObject({ files: [], text: expect.stringContaining('表格已私信您') })
      expect(lines.at(-1)?.files).toHaveLength(1)
    }
  })

  it.each(['把上个月的走访导个表出来', '导出风险台账'])('of nothing says so: %s', async (text) => {
    const [reply] = await house.say('direct:liuhaifeng', 'liuhaifeng', text)

    expect(reply).toMatchObject({ files: [], text: expect.stringContaining('没有记录') })
  })

  it('without a kind asks which', async () => {
    const [reply] = await house.say('direct:liuhaifeng', 'liuhaifeng', '导出')

    expect(reply).toMatchObject({ files: [], text: expect.stringContaining('请写明导出哪一种') })
  })

  it('is in the audit book, as is who looked at a household or an entry', async () => {
    const before = (await exports()).length
    await house.say('direct:liuhaifeng', 'liuhaifeng', '导出 走访 6月')
    await house.say('direct:jiahongwei', 'jiahongwei', '田宝 情况')
    await house.say('direct:jiahongwei', 'jiahongwei', '查 1001')

    expect((await exports()).slice(0, -before || undefined)[0]).toEqual(['unit', 'visit 2023年6月 2'])
    expect((await listAudit(house.app.store.read, 10, 'look')).map(({ target }) => target)).toEqual([
      'entry:1001',
      expect.stringMatching(/^household:\d+$/),
    ])
  })

  it('reaches no further than the scope', async () => {
    const [reply] = await house.say('direct:nanyan', 'nanyan', '导出 纸房村 走访')

    expect(reply).toMatchObject({ files: [], text: expect.stringMatching(/^❌/) })
  })
})
