import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '../../db/queries/audit.ts'
import { changeMerger, listHouseholds, loadRoster } from '../../db/queries/roster.ts'
import { type Desk, householdsCsv, makeCounty, makeDesk, unitsCsv } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty()
})
afterEach(() => desk.remove())

const heads = () => desk.store(async (store) => (await listHouseholds(store.read)).map((household) => household.head))

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

  describe('属性', () => {
    const attributesOf = (head: string) =>
      desk.store(async (store) => (await listHouseholds(store.read)).find((household) => household.head === head)?.attributes)

    it('comes with a column of its own; a file without it changes nothing, an empty cell empties it', async () => {
      const [titles = '', ...rows] = householdsCsv.trim().split('\n')
      const withColumn = (first: string) => `${titles},属性\n${rows[0]},${first}\n${rows[1]},\n`
      const told = await desk.run('import', 'households', desk.file('h.csv', withColumn('低保|残疾')))

      expect(told.out).toBe('已导入农户：新增 0 户，更新 1 户，未变 1 户。')
      expect(await attributesOf('王亦态')).toEqual(['低保', '残疾'])
      expect((await desk.run('import', 'households', desk.file('h.csv', householdsCsv))).out).toContain('更新 0 户')
      expect(await attributesOf('王亦态')).toEqual(['低保', '残疾'])
      await desk.run('import', 'households', desk.file('h.csv', withColumn('')))
      expect(await attributesOf('王亦态')).toEqual([])
    })

    it('is given to units likewise, and refused where it is no word', async () => {
      const row = (words: string) => `code,name,kind,parent_code,aliases,attributes\n100101,铺仔村,village,1001,铺仔,${words}\n`
      await desk.run('import', 'units', desk.file('u.csv', row('有巩固任务')))
      await desk.run('import', 'units', desk.file('u.csv', 'code,name,kind,parent_code\n100101,铺仔村,village,1001\n'))
      const unit = await desk.store(async (store) => (await loadRoster(store.read)).units.find(({ code }) => code === '100101'))
      expect(unit).toMatchObject({ attributes: ['有巩固任务'], aliases: [] })

      const { code, err } = await desk.run('import', 'units', desk.file('u.csv', row('有，巩固')))
      expect({ code, err: err.includes('第 2 行：属性：属性每个 12 字以内') }).toEqual({ code: 1, err: true })
    })
  })

  describe('contacts', () => {
    const title = '结对类型,谁,所在单位,对象单位,分管事项\n'
    const pairs = () =>
      desk.store(async (store) => {
        const { contacts, units, members } = await loadRoster(store.read)
        const unit = (id: number | null) => units.find((one) => one.id === id)?.name ?? ''
        const who = (id: number | null) => members.find((one) => one.id === id)?.name ?? ''
        return contacts.map((row) => [row.kind, who(row.memberId) || unit(row.unitId), unit(row.forUnitId) || row.matter])
      })

    it('reads names, aliases and codes; the file is the whole truth for whom it names, and nobody else', async () => {
      await desk.run('import', 'units', desk.file('u.csv', 'code,name,kind,parent_code\n1092,庆城县水务局,department,10\n'))
      const first = await desk.run(
        'import',
        'contacts',
        desk.file(
          'c.csv',
          `${title}帮扶单位,住建局,,100101,\n帮扶,住建局,,纸房村,\n联乡,1092,,马岭,\n包抓,李四,,马岭镇,\n分管,张三,1001,,资金\n`,
        ),
      )
      expect(first).toMatchObject({ code: 0, out: '已导入结对：新增 5 条，更新 0 条，未变 0 条。' })

      const again = await desk.run('import', 'contacts', desk.file('c.csv', `${title}帮扶,住建局,,100102,\n包抓,李四,,马岭镇,\n`))
      expect(again.out).toBe('已导入结对：新增 0 条，更新 1 条，未变 2 条。')
      expect(again.err).toContain('文件里没有“帮扶 庆城县住房和城乡建设局 铺仔村”，已取消。')
      expect(await pairs()).toEqual([
        ['帮扶', '庆城县住房和城乡建设局', '纸房村'],
        ['联乡', '庆城县水务局', '马岭镇'],
        ['包抓', '李四', '马岭镇'],
        ['分管', '张三', '资金'],
      ])
    })

    it('names every faulty row and changes nothing', async () => {
      const rows = [
        '结亲,住建局,,100101,',
        '帮扶,天上局,,100101,',
        '帮扶,住建局,,马岭镇,',
        '联乡,马岭镇,,铺仔村,',
        '包抓,赵无名,,马岭镇,',
        '包抓,张三,100102,马岭镇,',
        '分管,张三,1001,,',
        '帮扶,住建局,,100101,资金',
        '帮扶,住建局,,100101,',
      ]
      const { code, err } = await desk.run('import', 'contacts', desk.file('c.csv', `${title}${rows.join('\n')}\n`))

      expect(code).toBe(1)
      expect(err.match(/c\.csv 第 \d+ 行/g)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10].map((line) => `c.csv 第 ${line} 行`))
      expect(await pairs()).toEqual([])
    })

    it('has a template that can be imported once its names are known', async () => {
      expect((await desk.run('template', 'contacts')).out).toBe(
        '结对类型,谁,所在单位,对象单位,分管事项\n帮扶,庆城县住房和城乡建设局,,621021103204,',
      )
    })
  })

  it('of units leaves one that is going to be merged as it is, and says so', async () => {
    await desk.store((store) =>
      store.transaction(async (tx) => {
        const { units } = await loadRoster(tx)
        const id = (code: string) => units.find((unit) => unit.code === code)?.id ?? 0
        await changeMerger(tx, id('100101'), { until: '2030-06-30', mergedIntoId: id('100102') })
      }),
    )
    const { out, err } = await desk.run('import', 'units', desk.file('u.csv', unitsCsv.replace('铺仔村', '改名村')))

    expect(out).toBe('已导入单位：新增 0 个，更新 0 个，未变 5 个。')
    expect(err).toContain('铺仔村（截止 2030-06-30）并入纸房村，文件里的这一行没有改动它')
  })

  it('of households finds those of a merged village under either code', async () => {
    await desk.store((store) =>
      store.transaction(async (tx) => {
        const { units } = await loadRoster(tx)
        const id = (code: string) => units.find((unit) => unit.code === code)?.id ?? 0
        await changeMerger(tx, id('100101'), { until: '2023-06-30', mergedIntoId: id('100102') })
      }),
    )
    const rows = [
      '100102,一组,王亦态,脱贫户,3,,',
      '100102,二组（原铺仔村）,王志刚,一般户,2,,',
      '100101,二组,王志刚,一般户,2,,',
      '100102,一组,新来户,一般户,1,,',
    ]
    const { out } = await desk.run('import', 'households', desk.file('h.csv', `${householdsCsv.split('\n')[0]}\n${rows.join('\n')}\n`))

    expect(out).toBe('已导入农户：新增 1 户，更新 3 户，未变 0 户。')
    expect((await heads()).sort()).toEqual(['新来户', '王亦态', '王志刚', '高双乐'].sort())
  })
})
