import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '../../db/queries/audit.ts'
import { loadRoster } from '../../db/queries/roster.ts'
import { type Desk, householdsCsv, makeCounty, makeDesk, unitsCsv } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty()
})
afterEach(() => desk.remove())

const heads = () => desk.store(async (store) => (await loadRoster(store.read)).households.map((household) => household.head))

describe('import', () => {
  it('tells how many rows were new, changed and as before', async () => {
    const csv = `${householdsCsv.replace('王志刚,一般户,3', '王志刚,一般户,2')}100102,三组,新来户,一般户,1,,\n`
    const { code, out } = await desk.run('import', 'households', desk.file('h.csv', csv))

    expect({ code, out }).toEqual({ code: 0, out: '已导入农户：新增 1 户，更新 1 户，未变 2 户。' })
  })

  it('names every faulty row and changes nothing', async () => {
    const csv = `${householdsCsv}999999,一组,无村人,一般户,1,,\n100101,一组,新来户,一般户,1,,\n100101,一组,坏户,一般户,0,,\n1001,一组,镇上户,一般户,2,,\n`
    const { code, out, err } = await desk.run('import', '农户', desk.file('h.csv', csv))

    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.match(/h\.csv 第 \d 行/g)).toEqual(['h.csv 第 5 行', 'h.csv 第 7 行', 'h.csv 第 8 行'])
    expect(await heads()).toEqual(['王亦态', '王志刚', '高双乐'])
  })

  it('changes nothing when only the database shows the fault', async () => {
    const circle = 'code,name,kind,parent_code\n1099,新镇,township,10\n1001,马岭镇,township,100101\n'
    const { code, err } = await desk.run('import', 'units', desk.file('u.csv', circle))

    expect(code).toBe(1)
    expect(err).toContain('绕回了它自己')
    const codes = await desk.store(async (store) => (await loadRoster(store.read)).units.map((unit) => unit.code))
    expect(codes).not.toContain('1099')
  })

  it('adds to the known units and gives them their sandbox chats', async () => {
    const { out } = await desk.run('import', 'units', desk.file('u.csv', 'code,name,kind,parent_code\n100103,新村,village,1001\n'))

    expect(out).toBe('已导入单位：新增 1 个，更新 0 个，未变 0 个。')
    const { chats } = await desk.store((store) => loadRoster(store.read))
    expect(chats.map((chat) => chat.chatId)).toContain('group:100103')
  })

  it('reads XLSX as well', async () => {
    const { default: excel } = await import('exceljs')
    const book = new excel.Workbook()
    const sheet = book.addWorksheet('人员')
    sheet.addRow(['姓名', '单位编码', '职务', '角色', '平台', '平台账号'])
    sheet.addRow(['赵六', '100102', '第一书记', '填报人', 'sandbox', 'zhaoliu'])
    const { code, out } = await desk.run('import', 'members', desk.file('m.xlsx', new Uint8Array(await book.xlsx.writeBuffer())))

    expect({ code, out }).toEqual({ code: 0, out: '已导入人员：新增 1 人，更新 0 人，未变 0 人。' })
  })

  it('is written into the audit book', async () => {
    await desk.run('import', 'units', desk.path('units.csv'))

    const book = await desk.store((store) => listAudit(store.read, 10))
    expect(book.map(({ action, target }) => `${action} ${target}`)).toEqual(['import units', 'init roster'])
  })

  it('works beside a running server', async () => {
    const code = await desk.store(async (store) => {
      await store.transaction(async () => {})
      return (await desk.run('import', 'units', desk.path('units.csv'))).code
    })

    expect(code).toBe(0)
  })

  it.each([
    ['there is no such file', '打不开文件', (name: string) => name],
    ['it is no table', '读不出来', (name: string) => desk.file(name, Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync('x')]))],
  ])('says so when %s', async (_, complaint, place) => {
    const { code, err } = await desk.run('import', 'units', place('x.xlsx'))

    expect(code).toBe(1)
    expect(err).toContain(complaint)
  })
})

describe('import without a county', () => {
  it('asks for init first', async () => {
    const empty = makeDesk()
    const { code, err } = await empty.run('import', 'units', empty.file('u.csv', unitsCsv))
    empty.remove()

    expect(code).toBe(1)
    expect(err).toContain('init')
  })
})
