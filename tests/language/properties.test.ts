import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChoice } from '../../src/language/answers.ts'
import { explain } from '../../src/language/explain.ts'
import { readFollowUp } from '../../src/language/follow-up.ts'
import { interpret } from '../../src/language/interpret.ts'
import { readListAnswer } from '../../src/language/list-answers.ts'
import type { Interpretation, World } from '../../src/language/types.ts'
import { inQingcheng } from './cases/worlds.ts'
import { unitId, worldRoster } from './names/world-dev.ts'

const village = inQingcheng('621021103204')
const township = inQingcheng('621021103')
const county = inQingcheng('621021')

/** Stored texts stay as typed, in whatever width. */
function plain(values: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(values).normalize('NFKC'))
}

/** What becomes of a message, without the words it was typed in. */
function meaning(reading: Interpretation): unknown {
  if (reading.kind === 'report')
    return reading.items.map(({ values, ids, asks }) => ({
      values: plain(values),
      ids,
      asks: asks.map(({ field, reason }) => `${field} ${reason}`),
    }))
  if (reading.kind === 'query') return { command: reading.command, ...reading.query, rest: '' }
  return { ...reading, ...('rest' in reading ? { rest: reading.rest.replace(/\s/g, '') } : {}), says: '' }
}

describe('labelled fields in any order give the same entry', () => {
  it.each([
    ['走访', village, ['户主:张耀宗', '情况:养羊六只', '诉求:想贷款', '问题:路灯不亮', '措施:已报电力', '方式:电话', '日期:6月12日']],
    ['风险', village, ['户主:张耀宗', '原因:因病', '情况:住院花钱多', '金额:3.5万', '来源:走访发现', '建议:申请救助', '日期:昨天']],
    ['会议', township, ['类型:推进会', '主题:人居环境整治', '人数:31人', '主持:张彩霞', '日期:6月12日']],
    ['问题', township, ['内容:路灯不亮', '责任单位:马岭镇', '来源:自查', '时限:6月30日']],
    ['培训', township, ['主题:果树修剪', '人数:42', '层级:镇', '日期:前天']],
  ] as [string, World, string[]][])('%s', (word, world, parts) => {
    const wanted = meaning(interpret(`${word} ${parts.join(' ')}`, world))
    expect(JSON.stringify(wanted)).not.toContain('missing')
    const signs = fc.constantFrom(' ', '\n', '　', '，', '；', ' \n')
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), signs, (order, sign) => {
        expect(meaning(interpret(`${word}${sign.includes('\n') ? '\n' : ' '}${order.join(sign)}`, world))).toEqual(wanted)
      }),
      { numRuns: 100 },
    )
  })
})

const messages: [string, World][] = [
  ['走访 户主:张耀宗 情况:在家务农', village],
  ['昨天走访张耀宗,在家务农', village],
  ['风险 张耀宗 因病 住院花了3万元', village],
  ['马岭镇 走访 进度', county],
  ['本月走访排名前三', county],
  ['马岭和驿马走访比上月怎么样', county],
  ['谁没报会议', county],
  ['撤 1027 重复了', village],
  ['会议改到三点', village],
]

/** Typed for the same by other keyboards: full-width signs, letters and figures. */
function wide(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

describe('noise changes nothing', () => {
  const around = fc.constantFrom(' ', '\u3000', '\u2005', '\u200b', '\n', '👍', '🌼', '🙏🏻', '[玫瑰]', '[强]', '@乡报 ', '@乡报\u2005')
  const before = fc.oneof(around, fc.constantFrom('嗯，', '那个，', '#', '＃', '/', '呃 '))

  it.each(messages)('%s', (text, world) => {
    const wanted = meaning(interpret(text, world))
    fc.assert(
      fc.property(fc.array(before, { maxLength: 4 }), fc.array(around, { maxLength: 4 }), fc.boolean(), (start, end, isWide) => {
        // A mention is told from a word behind it by a blank before it.
        const tail = end.join('').replace(/^@/, ' @')
        expect(meaning(interpret(`${start.join('')}${isWide ? wide(text) : text}${tail}`, world))).toEqual(wanted)
      }),
      { numRuns: 150 },
    )
  })

  it.each(messages)('wider gaps between the words either: %s', (text, world) => {
    const wanted = meaning(interpret(text, world))
    const gaps = fc.array(fc.constantFrom(' ', '  ', '\u3000', '\u00a0', ' \u2005'), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(gaps, (blanks) => {
        let at = 0
        expect(
          meaning(
            interpret(
              text.replace(/ /g, () => blanks[at++ % 8] ?? ' '),
              world,
            ),
          ),
        ).toEqual(wanted)
      }),
      { numRuns: 50 },
    )
  })
})

const heads = worldRoster.households.map(({ head }) => head)
const scraps = fc.constantFrom(
  ...[
    '走访',
    '风险',
    '会议',
    '户主:',
    '情况：',
    '日期=',
    '议定：',
    '金额:',
    '责任单位',
    '前三',
    '比上月',
    '同比',
    '谁没',
    '那',
    '呢',
    '都正常',
    '除了2和6',
    '1 3 5',
    '前五个',
  ],
  ...[
    '马岭镇',
    '驿马',
    '纸房村',
    '全县',
    '本月',
    '上季度',
    '6月2日',
    '2023-06',
    '三万五',
    '百分之五十三',
    '(',
    '）',
    '【',
    '“',
    '\n',
    ' ',
    '、',
    '，',
    '。',
    '1.',
    '①',
    '九',
    '万',
    '%',
    '🙏',
    '@乡报',
  ],
  ...heads.slice(0, 40),
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.string({ unit: 'grapheme', maxLength: 600 }),
  fc.array(scraps, { maxLength: 80 }).map((parts) => parts.join('')),
)

/** Everything that reads a message. */
function readAll(text: string, world: World): Interpretation {
  const reading = interpret(text, world)
  readFollowUp(text, world, { command: 'progress', query: { unitIds: [], householdIds: [], memberIds: [], rest: '' } })
  readListAnswer(text, 30)
  readChoice(text, [{ id: 1, name: '张耀宗', note: '一组' }])
  explain(text, world)
  return reading
}

describe('no text', () => {
  it('throws', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(village, township, county), (text, world) => {
        expect(readAll(text, world).kind).toBeTypeOf('string')
      }),
      { numRuns: 600 },
    )
  })

  it('names a household or its village outside the units of who speaks', () => {
    const own = new Set(worldRoster.households.flatMap(({ id, villageId }) => (villageId === unitId('621021103204') ? [id] : [])))
    const named = fc.tuple(
      fc.constantFrom('走访 ', '风险 ', '走访 户主:', '昨天走访', '', '1.'),
      fc.constantFrom(...heads),
      fc.array(scraps, { maxLength: 8 }),
    )
    fc.assert(
      fc.property(named, ([word, head, more]) => {
        const reading = interpret(`${word}${head}${more.join('')}`, village)
        const ids =
          reading.kind === 'report'
            ? reading.items.flatMap(({ ids: { household }, asks }) => [
                household,
                ...asks.flatMap(({ candidates = [] }) => candidates.map(({ id }) => id)),
              ])
            : reading.kind === 'query'
              ? reading.query.householdIds
              : []
        for (const id of ids)
          if (typeof id === 'number' && reading.kind !== 'empty') expect(own.has(id) || isUnitAsk(reading, id)).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })
})

/** Candidates of a question about a unit are units, no households. */
function isUnitAsk(reading: Interpretation, id: number): boolean {
  if (reading.kind !== 'report') return false
  return reading.items.some(({ asks }) =>
    asks.some(({ field, candidates = [] }) => field !== 'household' && candidates.some((one) => one.id === id)),
  )
}

/** Texts of this length are read within this many milliseconds on an idle machine. */
const LENGTH = 4000
const MOST_MS = 20

/** Time that the processor worked, in ms: waiting for other programs is not the text's fault. */
function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The quickest of several readings, none of a text that was read before: what the text itself costs, not the collector's turn. */
function quickest(text: string, world: World): number {
  const times = Array.from({ length: 5 }, (_, at) => {
    const fresh = `${text.slice(0, -1)}${at}`
    const began = worked()
    interpret(fresh, world)
    return worked() - began
  })
  return Math.min(...times)
}

/** Tries before a text is called slow: on a busy machine some of them are. */
const MOST_TRIES = 6

/** Is it never read in time? */
function isSlow(text: string, world: World): boolean {
  return Array.from({ length: MOST_TRIES }).every(() => quickest(text, world) > MOST_MS)
}

const hostile: [string, string][] = [
  ['digits', '1'],
  ['Chinese digits', '一'],
  ['numbers in a row', '三万五千'],
  ['commas between digits', '1,2,'],
  ['one label', '户主:'],
  ['labels', '户主:情况:日期:'],
  ['labels without value', '情况\n'],
  ['opening brackets', '(（【「'],
  ['brackets', '()（）'],
  ['quotes', '“”"\''],
  ['one head', '张耀宗'],
  ['heads in a row', '张耀宗、李宁霞，'],
  ['units', '马岭镇驿马镇'],
  ['one unit with a blank', '纸房村 '],
  ['misspelt units', '马玲镇'],
  ['dates', '6月2日'],
  ['periods', '上个月比'],
  ['ranks', '前三名'],
  ['question words', '谁没报'],
  ['numbered points', '\n1.张耀宗'],
  ['command words', '走访'],
  ['asks', '进度排名多少'],
  ['blanks', ' '],
  ['line breaks', '\n'],
  ['mentions', '@乡报 '],
  ['emoticons', '[玫瑰]'],
  ['emoji', '👍🏻'],
  ['fillers', '嗯那个'],
  ['exceptions', '除了2和6，'],
  ['decisions', '由马岭镇6月30日前完成；'],
  ['spoken counts', '十二户四十人'],
]

describe(`${LENGTH} characters are read in ${MOST_MS} ms`, () => {
  it.each(hostile)('of %s', (_what, unit) => {
    const filler = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)
    for (const word of ['', '走访 ', '会议 ', '问题 ', '督查 马岭镇 ', '月报 ', '风险 张耀宗 ']) {
      const text = `${word}${filler}`.slice(0, LENGTH)
      for (const world of [village, county]) expect({ word, slow: isSlow(text, world) }).toEqual({ word, slow: false })
    }
  })

  it('of anything', () => {
    fc.assert(
      fc.property(
        fc.array(scraps, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('走访 ', '会议 ', '督查 ', '风险 ', '任务 ', '月报 ', ''),
        (parts, word) => {
          const unit = parts.join('')
          if (unit !== '') expect(isSlow(`${word}${unit.repeat(Math.ceil(LENGTH / unit.length))}`.slice(0, LENGTH), township)).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('20,000 characters hang nothing', () => {
  it.each([...hostile, ['all heads of the roster', heads.join('')] as [string, string]])('of %s', (_what, unit) => {
    const text = unit.repeat(Math.ceil(20_000 / unit.length)).slice(0, 20_000)
    for (const word of ['走访 ', '会议 ', '']) {
      const began = worked()
      readAll(`${word}${text}`.slice(0, 20_000), township)
      expect(worked() - began).toBeLessThan(1000)
    }
  })
})
