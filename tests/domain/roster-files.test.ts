import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHouseholds, readMembers, readUnits, rosterTemplate } from '../../src/domain/roster-files.ts'
import { readTable, type Table } from '../../src/domain/table-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function tableOf(content: string | Uint8Array, name = 'roster.csv'): Promise<Table> {
  const path = join(folder, name)
  await writeFile(path, content)
  return readTable(path)
}

const unitsCsv = `code,name,kind,parent_code,aliases
621021,庆城县,county,,
621021103,马岭镇,township,621021,马岭|马岭川
621021103204,纸房村委会,village,621021103,`

const unitTitles = 'code,name,kind,parent_code,aliases'
const root = '621021,庆城县,county,,'

describe('a table', () => {
  it('is read from UTF-8 with BOM, without BOM and from GBK alike', async () => {
    const gbk = Buffer.concat([Buffer.from('code,name\r\n621021,'), Buffer.from('c7ecb3c7cfd8', 'hex'), Buffer.from('\r\n')])
    const expected = { columns: ['code', 'name'], line: 1, rows: [{ line: 2, values: ['621021', '庆城县'] }] }
    expect(await tableOf('code,name\n621021,庆城县\n')).toEqual(expected)
    expect(await tableOf('\ufeffcode,name\r\n621021,庆城县\r\n')).toEqual(expected)
    expect(await tableOf(gbk)).toEqual(expected)
  })

  it('is read from the first sheet of an XLSX, numbers, formulas and rich text as text', async () => {
    const book = new excel.Workbook()
    const sheet = book.addWorksheet('户')
    sheet.addRow(['村编码', '户主', '人数'])
    sheet.addRow([])
    sheet.addRow([621021103204, { richText: [{ text: '王' }, { text: '亦态' }] }, { formula: '2+2', result: 4 }])
    const bytes = new Uint8Array(await book.xlsx.writeBuffer())
    expect(await tableOf(bytes, 'roster.xlsx')).toEqual({
      columns: ['村编码', '户主', '人数'],
      line: 1,
      rows: [{ line: 3, values: ['621021103204', '王亦态', '4'] }],
    })
  })

  it('leaves out empty rows, trims cells and keeps the line numbers of the file', async () => {
    const table = await tableOf('\n,,\nname,post\n\n 张三　,"村\n书记"\n,,\n李四,第一书记\n')
    expect(table).toEqual({
      columns: ['name', 'post'],
      line: 3,
      rows: [
        { line: 6, values: ['张三', '村\n书记'] },
        { line: 8, values: ['李四', '第一书记'] },
      ],
    })
  })

  it.each([
    ['', '是空的'],
    ['a,b\n"c,d\n', '引号不成对'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), '另存为 xlsx'],
    [Buffer.from('PK\x03\x04 cut off'), '读不出来'],
  ])('that cannot be read is refused in plain words: %#', async (content, words) => {
    await expect(tableOf(content)).rejects.toThrow(words)
  })

  it('that is not there is refused in plain words', async () => {
    await expect(readTable(join(folder, 'none.csv'))).rejects.toThrow('打不开文件 none.csv')
  })
})

describe('a file of units', () => {
  it('gives the units, with English titles and words', async () => {
    expect(readUnits(await tableOf(unitsCsv))).toEqual({
      rows: [
        { line: 2, code: '621021', name: '庆城县', kind: 'county', parentCode: null, aliases: [] },
        { line: 3, code: '621021103', name: '马岭镇', kind: 'township', parentCode: '621021', aliases: ['马岭', '马岭川'] },
        { line: 4, code: '621021103204', name: '纸房村委会', kind: 'village', parentCode: '621021103', aliases: [] },
      ],
      faults: [],
      warnings: [],
    })
  })

  it('gives the same with Chinese titles in another order, Chinese words and full-width figures', async () => {
    const reading = readUnits(await tableOf('单位名称,上级编码,单位编码,类型\n庆城县,,６２１０２１,县\n马岭镇,621021,621021103,乡镇'))
    expect(reading.faults).toEqual([])
    expect(reading.rows.map((row) => [row.code, row.name, row.kind, row.parentCode])).toEqual([
      ['621021', '庆城县', 'county', null],
      ['621021103', '马岭镇', 'township', '621021'],
    ])
  })

  it.each([
    ['621021104,玄马镇,镇级,621021,', 3, '类型：“镇级”不对，单位类型应是：省、市、县、乡镇、村、部门、专班、企业、督查组'],
    ['621021104,玄马镇,township,62102,', 3, '没有编码为 62102 的上级单位'],
    ['621021104,玄马镇,township,,', 3, '没有填上级编码'],
    ['621021,玄马镇,township,621021,', 3, '单位编码 621021与第 2 行重复'],
    ['6.21021E+08,玄马镇,township,621021,', 3, '设为文本格式'],
    [',玄马镇,township,621021,', 3, '单位编码：没有填写'],
    ['621021104,,township,621021,', 3, '单位名称：没有填写，请填单位全称'],
    ['621021104,玄马镇,township,621021,玄马,原名,', 3, '有 7 格，列名只有 5 个'],
  ])('names line and remedy: %s', async (row, line, words) => {
    const { faults } = readUnits(await tableOf(`${unitTitles}\n${root}\n${row}`))
    expect(faults).toContainEqual({ line, message: expect.stringContaining(words) })
  })

  it('names every faulty line, in order', async () => {
    const { faults } = readUnits(await tableOf(`${unitTitles}\n${root}\na b,一,county,9,\n621021105,,x,621021,`))
    expect(faults.map((fault) => fault.line)).toEqual([3, 4, 4])
  })

  it('tells circles of parents', async () => {
    const { faults } = readUnits(await tableOf(`${unitTitles}\n${root}\nA,甲村,village,B,\nB,乙镇,township,A,\nC,丙村,village,A,`))
    expect(faults).toEqual([
      { line: 3, message: '甲村的上级绕回了它自己：请改正上级编码。' },
      { line: 4, message: '乙镇的上级绕回了它自己：请改正上级编码。' },
    ])
  })

  it('may add to units that are known, but not a second topmost one', async () => {
    const known = new Set(['621021'])
    expect(readUnits(await tableOf(`${unitTitles}\n621021104,玄马镇,township,621021,`), known).faults).toEqual([])
    expect(readUnits(await tableOf(`${unitTitles}\n${root}`), known).faults).toEqual([])
    expect(readUnits(await tableOf(`${unitTitles}\n621022,环县,county,,`), known).faults).toHaveLength(1)
  })

  it('without a needed column, or with one twice, is refused with its name', async () => {
    const missing = readUnits(await tableOf('code,name,kind\n621021,庆城县,county'))
    expect(missing).toMatchObject({ rows: [], faults: [{ line: 1, message: '缺少“上级编码”（parent_code）一列：请照模板的列名填写。' }] })
    const twice = readUnits(await tableOf('code,编码,name,kind,parent_code\n621021,1,庆城县,county,'))
    expect(twice).toMatchObject({ rows: [], faults: [{ line: 1, message: expect.stringContaining('出现了 2 次') }] })
  })

  it('with an unknown column is read with a warning', async () => {
    const reading = readUnits(await tableOf(`${unitTitles},备注\n${root},县城`))
    expect(reading).toMatchObject({ faults: [], warnings: [{ line: 1, message: '“备注”一列不认识，没有导入。' }] })
    expect(reading.rows).toHaveLength(1)
  })
})

describe('a file of households', () => {
  const titles = 'village_code,group_name,head,kind,persons,phone,carer'

  it('gives the households; padded names, +86 and missing 户 are put right', async () => {
    const reading = readHouseholds(
      await tableOf(`${titles}\n621021103204,一组,张　三,脱贫不稳定,4,+86 199-0000-0001,\n621021103204,,李四,一般户,1,,王五`),
    )
    expect(reading.faults).toEqual([])
    expect(reading.rows).toEqual([
      {
        line: 2,
        villageCode: '621021103204',
        groupName: '一组',
        head: '张三',
        kind: '脱贫不稳定户',
        persons: 4,
        phone: '19900000001',
        carer: null,
      },
      { line: 3, villageCode: '621021103204', groupName: '', head: '李四', kind: '一般户', persons: 1, phone: null, carer: '王五' },
    ])
  })

  it.each([
    ['1,一组,,一般户,4,,', '户主：没有填写，请填户主姓名'],
    ['1,一组,张三,贫困户,4,,', '户类型应是：一般户、脱贫户、脱贫不稳定户、边缘易致贫户、突发严重困难户'],
    ['1,一组,张三,一般户,四,,', '人数：“四”不对，人数应是 1 到 50 的整数'],
    ['1,一组,张三,一般户,0,,', '人数应是'],
    ['1,一组,张三,一般户,4,1990000,', '电话：“1990000”不对，应是 11 位手机号'],
    ['2,一组,张三,一般户,4,,', '没有编码为 2 的单位'],
    ['1,一组,李四,脱贫户,3,,', '与第 2 行重复，如确是两户，请在姓名后加以区别'],
  ])('names what is wrong: %s', async (row, words) => {
    const table = await tableOf(`${titles}\n1,一组,李四,一般户,2,,\n${row}`)
    expect(readHouseholds(table, new Set(['1'])).faults).toEqual([{ line: 3, message: expect.stringContaining(words) }])
  })

  it('takes two heads of one name in different groups', async () => {
    const table = await tableOf(`${titles}\n1,一组,李四,一般户,2,,\n1,二组,李四,一般户,2,,`)
    expect(readHouseholds(table).faults).toEqual([])
  })

  it.each([
    ['身份证号', '1'],
    ['户主证件号码', '1'],
    ['ID_Card', '1'],
    ['备注', '622821199001011234'],
    ['备注', '身份证62282119900101123X'],
    ['备注', '622821 19900101 1234'],
    ['残疾证', '62282119900101123442'],
    ['备注', '6.22821E+17'],
  ])('with identity numbers is refused whole, without repeating them: %s %s', async (title, value) => {
    const reading = readHouseholds(await tableOf(`${titles},${title}\n1,一组,李四,一般户,2,,,\n1,一组,张三,一般户,2,,,${value}`))
    expect(reading.rows).toEqual([])
    expect(reading.faults).toHaveLength(1)
    expect(reading.faults[0]?.message).toMatch(/^文件里有身份证号，整份文件没有导入[^0-9]*$/)
  })
})

describe('a file of members', () => {
  const titles = 'name,unit_code,post,role,phone,platform,user_id'

  it('gives the posts; a person may hold two, and may have no account yet', async () => {
    const rows = '张三,1,村书记,填报人,,企业微信,zhangsan\n张三,2,网格员,reporter,19900000001,wecom,zhangsan\n李四,1,镇长,领导,,,'
    const reading = readMembers(await tableOf(`${titles}\n${rows}`))
    expect(reading.faults).toEqual([])
    expect(reading.rows).toEqual([
      { line: 2, name: '张三', unitCode: '1', post: '村书记', role: 'reporter', phone: null, platform: 'wecom', userId: 'zhangsan' },
      {
        line: 3,
        name: '张三',
        unitCode: '2',
        post: '网格员',
        role: 'reporter',
        phone: '19900000001',
        platform: 'wecom',
        userId: 'zhangsan',
      },
      { line: 4, name: '李四', unitCode: '1', post: '镇长', role: 'leader', phone: null, platform: null, userId: null },
    ])
  })

  it.each([
    ['李四,1,镇长,老板,,,', '角色应是：填报人、审核人、领导、督查员、系统管理员'],
    ['李四,1,镇长,领导,,qq,1', '平台应是：sandbox、wecom、dingtalk'],
    ['李四,1,镇长,领导,,wecom,', '平台和平台账号要么都填，要么都空着'],
    ['李四,1,镇长,领导,,sandbox,zhang san', '账号不能有空格'],
    ['李四,1,镇长,领导,,sandbox,zhangsan', '平台账号 zhangsan 在第 2 行是张三的'],
    ['张三,1,村书记,领导,,sandbox,zhangsan', '与第 2 行重复，请只留一行'],
    ['李四,9,镇长,领导,,,', '没有编码为 9 的单位'],
    ['李四,1,,领导,,,', '职务：没有填写'],
  ])('names what is wrong: %s', async (row, words) => {
    const table = await tableOf(`${titles}\n张三,1,村书记,reporter,,sandbox,zhangsan\n${row}`)
    expect(readMembers(table, new Set(['1'])).faults).toEqual([{ line: 3, message: expect.stringContaining(words) }])
  })

  it('may bear accounts of 18 digits unless they hold a date of birth', async () => {
    expect(readMembers(await tableOf(`${titles}\n李四,1,镇长,领导,,dingtalk,123456789012345678`)).faults).toEqual([])
    expect(readMembers(await tableOf(`${titles}\n李四,1,镇长,领导,,dingtalk,622821199001011234`)).faults).toHaveLength(1)
  })
})

describe('the template', () => {
  it.each([
    ['units', readUnits],
    ['households', readHouseholds],
    ['members', readMembers],
  ] as const)('of %s has Chinese titles and an example that can be imported', async (kind, read) => {
    const template = rosterTemplate(kind)
    expect(template.split('\n')[0]).toMatch(/^[\p{Script=Han},]+$/u)
    const reading = read(await tableOf(template))
    expect(reading.rows).toHaveLength(1)
    expect([...reading.faults, ...reading.warnings]).toEqual([])
  })
})
