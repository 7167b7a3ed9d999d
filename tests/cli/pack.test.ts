import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describePack } from '../../src/cli/pack-words.ts'
import { defineReport } from '../../src/domain/command.ts'
import { checkPack } from '../../src/domain/pack-check.ts'
import { defineSchedule } from '../../src/domain/schedule.ts'
import { type Desk, makeCounty, makeDesk } from './support.ts'

const head = 'name: x\ntitle: 某县规则\nsource: 某县文件\n'
const good = `${head}duties:
  - { id: visits, row: A4, title: 入户遍访, who: { kind: village }, report: { kind: visit, class: [入户] }, covers: households, every: year }
  - { id: info, row: A12, title: 信息报送, who: { post: [党委书记] }, report: { kind: info }, atLeast: 2, every: month, by: 每月25日 18:00, zeroReport: true }
rankings:
  - { id: visits, title: 遍访排名, duty: visits }
`

let desk: Desk
afterEach(() => desk.remove())

describe('pack check', () => {
  it('says what a pack demands of whom', async () => {
    desk = makeDesk()
    const { code, out, err } = await desk.run('pack', 'check', desk.file('p.yaml', good))

    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('入户遍访（A4）：村每年走访（入户）覆盖全部农户')
    expect(out).toContain('信息报送（A12）：党委书记每月信息至少 2 次，每月25日 18:00 前。可零报告')
    expect(out).toContain('遍访排名：按“入户遍访”')
    expect(out).toContain('检查通过。')
  })

  it('warns of duties and notices that meet nobody on the roster', async () => {
    desk = await makeCounty()
    const { code, out } = await desk.run('pack', 'check', desk.file('p.yaml', good))

    expect(code).toBe(0)
    expect(out.split('\n').filter((line) => line.startsWith('提示'))).toEqual(['提示：“信息报送”没有人承担：名册里没有党委书记。'])
  })

  it('names line and remedy of every fault', async () => {
    desk = makeDesk()
    const bad = good
      .replace('kind: village', 'kind: hamlet')
      .replace('atLeast: 2', 'atLeast: 两次')
      .replace('every: year', 'every: 年')
      .replace('每月25日', '每逢25日')
      .replace('title: 遍访排名, ', 'titel: 遍访排名, ')
    const { code, err } = await desk.run('pack', 'check', desk.file('p.yaml', bad))

    expect(code).toBe(1)
    expect(err).toMatch(/第 5 行：.*“hamlet”不对，可写 province、/)
    expect(err).toMatch(/第 5 行：.*“年”不对，可写 day、/)
    expect(err).toMatch(/第 6 行：.*应当是数字/)
    expect(err).toMatch(/第 6 行：.*看不懂时间“每逢25日 18:00”/)
    expect(err).toMatch(/第 8 行：.*title：没有写，请补上/)
    expect(err).toMatch(/第 8 行：.*不认识 titel/)
    expect(err).not.toMatch(/Invalid|expected/i)
  })

  it.each([
    ['a kind of report', ['kind: visit', 'kind: vist'], /第 5 行：.*没有“vist”这种报送：可写 .*visit（走访）/],
    ['a class of report', ['[入户]', '[下乡]'], /第 5 行：.*没有“下乡”这一类/],
    ['a duty', ['duty: visits', 'duty: visit'], /第 8 行：.*没有编号为 visit 的规定动作/],
  ])('knows %s that does not exist', async (_, [from = '', to = ''], complaint) => {
    desk = makeDesk()
    const { code, err } = await desk.run('pack', 'check', desk.file('p.yaml', good.replace(from, to)))

    expect(code).toBe(1)
    expect(err).toMatch(complaint)
  })

  it('takes the name of a shipped pack, and finds it in order', async () => {
    desk = makeDesk()
    const { code, out } = await desk.run('pack', 'check', 'qingcheng')

    expect(code).toBe(0)
    expect(out).toContain('庆城县八项机制（qingcheng）')
  })

  it('checks several together: their rules on cases are joined, and where they differ that is a fault', async () => {
    desk = makeDesk()
    const levels = '国家级 2、省级 1、市级 0.5、中央媒体 0.2、省级媒体 0.1'
    for (const order of [
      ['yichun', 'yulin'],
      ['yulin', 'yichun'],
    ]) {
      const { code, out } = await desk.run('pack', 'check', ...order)
      expect(code).toBe(0)
      expect(out.slice(out.indexOf('几份一起用'))).toContain(levels)
    }
    const other = desk.file('other.yaml', `${head}cases: { risk: { intake: 15个工作日 } }\n`)
    const { code, err } = await desk.run('pack', 'check', 'yichun', other)
    expect(code).toBe(1)
    expect(err).toContain('规则包 yichun 和 x 的 cases › risk › intake 写得不一样（10个工作日；15个工作日）')
    const signals = ['1', '2'].map((no) =>
      desk.file(`signals${no}.yaml`, `${head.replace('name: x', `name: x${no}`)}signals: { days: ${no} }\n`),
    )
    expect(await desk.run('pack', 'check', ...signals)).toMatchObject({
      code: 1,
      err: expect.stringContaining('规则包 x1 和 x2 的 signals › days 写得不一样（1；2）'),
    })
  })

  it('says so when there is no such pack', async () => {
    desk = makeDesk()
    const { code, err } = await desk.run('pack', 'check', 'atlantis')

    expect(code).toBe(1)
    expect(err).toContain('找不到规则包 atlantis')
  })
})

describe('scheduled notices of a pack', () => {
  const visit = defineReport({ name: 'visit', title: '走访', aliases: [], summary: '', fields: {}, examples: [] })
  const info = defineReport({ name: 'info', title: '信息', aliases: [], summary: '', fields: {}, examples: [] })
  const ranking = defineSchedule({
    summary: '发布排名',
    settings: z.strictObject({ ranking: z.string() }),
    whenMissed: 'skip',
    run: async () => [],
  })
  const surroundings = { commands: [visit, info], schedules: new Map([['ranking-notice', ranking]]) }
  const withSchedule = (line: string) =>
    checkPack(`${good}schedules:\n  - { id: s, title: 排名通报, when: 每月第4个工作日 09:30, ${line} }\n`, surroundings)

  it.each([
    ['run: rank-notice', '没有“rank-notice”这种定时通知：可写 ranking-notice'],
    ['run: ranking-notice, with: { ranking: 3 }', 'schedules › 0 › with › ranking：'],
    ['run: ranking-notice, with: { ranking: meetings }', '没有编号为 meetings 的排名'],
  ])('are checked: %s', (line, complaint) => {
    desk = makeDesk()

    expect(withSchedule(line)).toEqual({ faults: [{ line: 10, message: expect.stringContaining(complaint) }] })
  })

  it('are described with time and receivers', () => {
    desk = makeDesk()
    const checked = withSchedule('run: ranking-notice, to: { kind: [county, township] }, with: { ranking: visits }')

    const lines = 'pack' in checked ? describePack(checked.pack, surroundings) : checked.faults
    expect(lines.at(-1)).toBe('  排名通报：每月第4个工作日 09:30，发给县、乡镇。发布排名')
  })
})
