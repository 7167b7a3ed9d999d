import { randomBytes } from 'node:crypto'
import { defineReport } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { leaderField, leaderRefusal } from '../src/domain/secrecy.ts'
import { type Drawn, drawFrom, drawnKinds, drawnOf, fromRanges, isRepeatable, MOST_DRAWN } from '../src/domain/spot-check.ts'
import { normalise } from '../src/language/normalise.ts'
import { findCounts } from '../src/language/values/counts.ts'

/** 抽查 (C3): a random draw of households, whose seed, frame and draw are kept so that it can be repeated. Secret like an inspection. */
export default defineReport({
  name: 'spot-check',
  title: '抽查',
  aliases: ['随机抽查', '随机抽户'],
  summary: '从一个单位随机抽几户，名单保密；抽完用“抽查 编号 结果 …”逐户填结果',
  order: 62,
  roles: ['inspector', 'leader', 'manager', 'admin'],
  measure: '次',
  status: 'checking',
  secret: true,
  fixed: true,
  wide: true,
  about: { field: 'unit', outside: 'refuse' },
  check(context, { count, [leaderField]: leader }) {
    if (!mayDraw(context)) return '“抽查”由督查组、领导和县级管理员来办。'
    if (typeof count === 'number' && (count < 1 || count > MOST_DRAWN)) return `一次抽 1 至 ${MOST_DRAWN} 户，请改一下户数再发。`
    return leaderRefusal(context, leader)
  },
  defaults: ({ message }) => {
    const households = findCounts(normalise(message.text)).find(({ value }) => value.unit === '户')
    return households ? { count: households.value.count } : {}
  },
  derives: drawHouseholds,
  next: ({ no }) => `逐户填结果请发：抽查 ${no} 结果 1 属实，2 不属实 房屋漏雨；怎么核对是随机抽的，请发：依据 ${no}`,
  explains: ({ fields }) => verification(drawnOf(fields)),
  fields: {
    unit: {
      type: 'unit',
      label: '单位',
      aliases: ['范围'],
      required: true,
      anywhere: true,
      hint: '马岭镇',
      ask: '请问从哪个单位抽？例如：马岭镇',
    },
    count: { type: 'count', label: '户数', aliases: ['数量'], required: true, hint: '5户', ask: '请问抽几户？例如：5户' },
    kind: { type: 'choice', label: '户类', options: drawnKinds },
    [leaderField]: { type: 'person', label: '报送领导', aliases: ['呈送领导', '报送'], hint: '王建新' },
    drawn: { type: 'list', label: '抽中', given: true },
    results: { type: 'list', label: '结果', given: true },
    seed: { type: 'text', label: '随机种子', given: true },
    frame: { type: 'text', label: '抽样户号', given: true },
    date: { type: 'date', label: '日期', aliases: ['时间'], hint: '今天' },
  },
  examples: [{ say: '抽查 {村} 3户', mark: '✅' }],
})

/** An inspector, a leader, an administrator, or a manager of the topmost unit. */
function mayDraw({ speaker, house }: SpeakerContext): boolean {
  return speaker.posts.some(({ role, unitId }) =>
    role === 'manager' ? unitId === house.directory.root?.id : role === 'inspector' || role === 'leader' || role === 'admin',
  )
}

function drawHouseholds({ house, today }: SpeakerContext, about: { values: Record<string, unknown>; unitId: number }): Drawn | string {
  const { values, unitId } = about
  return drawFrom(house, { unitId, kind: values.kind, count: Number(values.count), on: today, seed: randomBytes(8).toString('hex') })
}

function verification(drawn: Drawn): string {
  const { seed, frame, householdIds } = drawn
  const again = isRepeatable(drawn) ? '刚才按此重抽，名单一致' : '刚才按此重抽，名单不一致，请查改动记录'
  return `怎么核对：抽样时名册共 ${fromRanges(frame).length} 户，对“${seed}/户号”逐户取 SHA-256，从小到大取前 ${householdIds.length} 户；${again}。`
}
