import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = `
cases:
  info:
    levels:
      - { name: 省级, points: 1, sort: document }
      - { name: 市级, points: 0.5, sort: document }
      - { name: 中央媒体, points: 0.2, sort: media }
schedules:
  - { id: compilation, row: B17, run: info-compilation, title: 信息汇编, when: 每月第5个工作日 11:00, to: { kind: [county, township] } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml = rules): Promise<void> => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('info', yaml) } })
}

const piece = async (from: string, about: { title: string; category?: string; date?: string }): Promise<number> => {
  const { title, category = '经验成效', date = '6月12日' } = about
  const words = `信息\n类别：${category}\n标题：${title}\n日期：${date}\n正文：推行群众点单、村级派单、部门接单，诉求三天内上门核实。`
  return (await reported(house, from, words)).no
}

it('compiles on the fifth working day what the receiving unit marked 有效 or adopted last month, by category with points', async () => {
  await start()
  const first = await piece('liuhaifeng', { title: '三单制' })
  const second = await piece('liuhaifeng', { title: '冷库不够用', category: '问题调研' })
  const third = await piece('caojun', { title: '积分超市' })
  await piece('caojun', { title: '没有审的稿' })
  const back = await piece('caojun', { title: '退回的稿' })
  const may = await piece('caojun', { title: '五月的稿', date: '5月30日' })
  for (const no of [first, second, third, may]) expect(await tell(house, 'sunli', `有效 ${no}`)).toMatch(/^✅/)
  await tell(house, 'sunli', `退回 ${back} 与上月重复`)
  await tell(house, 'sunli', `采用 ${third} 市级 庆市办〔2023〕8号`)
  await tell(house, 'sunli', `采用 ${third} 中央媒体 人民日报6月20日3版`)
  await house.advance('2023-07-07T18:00:00+08:00')

  // 1 July 2023 is a Saturday: 3, 4, 5, 6, 7 July. Townships without a piece hear nothing.
  expect(await heardWhere(house, '信息汇编')).toEqual([
    'group:621021 2023-07-07 11:00',
    'group:621021101 2023-07-07 11:00',
    'group:621021103 2023-07-07 11:00',
  ])
  const [county, yima, maling] = (await heard(house, '信息汇编')).map(({ text }) => text)
  expect(county).toContain('庆城县 信息汇编（2023年6月）')
  expect(county).toContain('有效信息 3 条，采用 1 条：')
  // 0.5 for the city's document and 0.2 for the paper.
  expect(county).toMatch(
    new RegExp(`经验成效（2 条）：\\n· #${first} 6月12日 马岭镇《三单制》\\n· #${third} 6月12日 驿马镇《积分超市》，0\\.7分\\n`),
  )
  expect(county).toContain(`问题调研（1 条）：\n· #${second} 6月12日 马岭镇《冷库不够用》`)
  // Marked in June, when May's compilation would have been out: with its month.
  expect(county).toContain(`补列以前月份、上次汇编后才标为有效的（1 条）：\n· #${may} 2023年5月 经验成效 驿马镇《五月的稿》`)
  expect(county).not.toMatch(/没有审的稿|退回的稿|刘海峰|曹军/)
  expect(county).toMatch(/口径：日期在2023年6月、收稿单位标为有效或采用的.*数据截至7月7日 11:00/)
  expect(maling).toContain('有效信息 2 条，采用 0 条')
  expect(yima).toContain('有效信息 1 条，采用 1 条')
})

it('lists what was marked after its month’s compilation in the next one, with its month, and nothing twice', async () => {
  await start()
  const inTime = await piece('liuhaifeng', { title: '按时审的稿' })
  const late = await piece('liuhaifeng', { title: '同日晚审的稿' })
  const adopted = await piece('caojun', { title: '直接采用的稿' })
  await tell(house, 'sunli', `有效 ${inTime}`)
  // June's goes out on 7 July at 11:00; one piece is marked before it, one an hour after it, one is adopted a week later.
  await house.advance('2023-07-07T12:00:00+08:00')
  await tell(house, 'sunli', `有效 ${late}`)
  await house.advance('2023-07-14T09:00:00+08:00')
  await tell(house, 'sunli', `采用 ${adopted} 市级 庆市办〔2023〕9号`)
  const july = await piece('liuhaifeng', { title: '七月的稿', date: '7月3日' })
  await tell(house, 'sunli', `有效 ${july}`)
  await house.advance('2023-09-30T18:00:00+08:00')

  const [june, next, last, ...more] = (await heard(house, '庆城县 信息汇编')).map(({ text }) => text)
  expect(june).toContain('有效信息 1 条')
  expect(june).not.toMatch(/晚审|直接采用/)
  expect(next).toContain('庆城县 信息汇编（2023年7月）】\n有效信息 1 条，采用 0 条：')
  expect(next).toContain(
    `补列以前月份、上次汇编后才标为有效的（2 条）：\n· #${late} 2023年6月 经验成效 马岭镇《同日晚审的稿》\n· #${adopted} 2023年6月 经验成效 驿马镇《直接采用的稿》，0.5分\n`,
  )
  expect(next).not.toContain('按时审的稿')
  expect([last, ...more]).toEqual([undefined])
})

it('says how many pieces it has no room for', async () => {
  await start()
  for (let n = 1; n <= 42; n++) await tell(house, 'sunli', `有效 ${await piece('liuhaifeng', { title: `第${n}篇` })}`)
  await house.advance('2023-07-07T18:00:00+08:00')

  const [county] = (await heard(house, '庆城县 信息汇编')).map(({ text }) => text)
  expect(county).toContain('有效信息 42 条')
  expect(county).toContain('《第40篇》')
  expect(county).not.toContain('《第41篇》')
  expect(county).toContain('……还有 2 条')
})

it('says nothing in a month without a valid piece', async () => {
  await start()
  await piece('liuhaifeng', { title: '没有审的稿' })
  await house.advance('2023-07-10T18:00:00+08:00')

  expect(await heard(house, '信息汇编')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(rules.replace('11:00', '21:00'))
  await tell(house, 'sunli', `有效 ${await piece('liuhaifeng', { title: '三单制' })}`)
  await house.advance('2023-07-07T22:00:00+08:00')
  expect(await heard(house, '信息汇编')).toEqual([])
  house = await house.restart()
  await house.advance('2023-07-08T09:00:00+08:00')

  expect(await heardWhere(house, '信息汇编')).toEqual(['group:621021 2023-07-08 08:00', 'group:621021103 2023-07-08 08:00'])
})
