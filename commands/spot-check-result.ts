import { type Block, note, numbered, text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { defineAction } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { applyStep } from '../src/domain/entries.ts'
import { isWriter } from '../src/domain/rights.ts'
import { type Drawn, drawnOf, unanswered } from '../src/domain/spot-check.ts'
import { type ListAnswer, readListAnswer } from '../src/language/list-answers.ts'

/** 抽查 1027 结果 …: what was found at the households of a draw, by number or by name. */
export default defineAction({
  name: 'spot-check-result',
  title: '抽查结果',
  aliases: ['抽查'],
  summary: '逐户填抽查结果，例如：抽查 1027 结果 1 属实，2 不属实 房屋漏雨',
  order: 63,
  single: true,
  roles: ['inspector', 'leader', 'manager', 'admin'],
  examples: [],
  async run(context, { entry, rest }) {
    if (entry.kind !== 'spot-check') return refused(`${entry.no} 不是抽查。抽户请发：抽查 马岭镇 5户`)
    if (entry.status === 'withdrawn') return refused(`#${entry.no} 已经撤回，不能再填结果。`)
    const mayFill = isWriter(context, entry) || context.speaker.posts.some(({ role }) => role === 'inspector')
    if (!mayFill) return refused(`#${entry.no} 的结果由抽查的同志和督查组来填。`)
    const drawn = drawnOf(entry.fields)
    const words = rest.replace(/^结果[\s:：]*/, '')
    if (words === '') return openList(context, entry, drawn)
    const found = readResults(context, drawn, words)
    if (found.length === 0)
      return refused(`没有看懂。请写序号和结果，例如：抽查 ${entry.no} 结果 1 属实，2 不属实 房屋漏雨；都属实的写：全部属实`)
    return await fill(context, entry, drawn, found)
  },
})

/** 全部属实, 都属实 says it of every household; else numbers or names with words. */
const OF_ALL = /^(?:全部|全都|都|均)(?:是|为)?\s*(\S.*)$/s

function readResults(context: SpeakerContext, drawn: Drawn, words: string): ListAnswer[] {
  const all = OF_ALL.exec(words)?.[1]
  if (all !== undefined) return [{ numbers: drawn.drawn.map((_, index) => index + 1), text: all }]
  return readListAnswer(withNumbers(context, drawn, words), drawn.drawn.length).filter((one) => one.text !== '')
}

/** 王亦态 属实 → 1 属实, where only one household of the draw bears the name. */
function withNumbers({ house }: SpeakerContext, { householdIds }: Drawn, words: string): string {
  const heads = householdIds.map((id) => house.directory.household(id)?.head ?? '')
  return heads.reduce(
    (all, head, index) => (head !== '' && heads.indexOf(head) === heads.lastIndexOf(head) ? all.replaceAll(head, ` ${index + 1} `) : all),
    words,
  )
}

/** Writes down what was found; what was said of a household before stays readable in the steps. */
async function fill(context: SpeakerContext, entry: Entry, drawn: Drawn, found: ListAnswer[]): Promise<Reply> {
  const told = new Map(found.flatMap(({ numbers, text: words }) => numbers.map((number) => [number - 1, words] as const)))
  const beyond = found.flatMap((one) => one.beyond ?? [])
  const missing = beyond.length > 0 ? `抽到 ${drawn.drawn.length} 户，没有 ${beyond.join('、')} 号，没有记。` : ''
  if (told.size === 0) return refused(missing)
  const results = drawn.drawn.flatMap((line, index) => {
    const words = told.get(index)
    const before = drawn.results.find((result) => result.startsWith(`${line}：`))
    return words === undefined ? (before ?? []) : [`${line}：${words}`]
  })
  const left = unanswered({ ...drawn, results })
  await applyStep(context.db, entry, {
    action: 'checked',
    memberId: context.speaker.id,
    at: context.now,
    text: [...told].map(([index, words]) => `${drawn.drawn[index] ?? ''}：${words}`).join('；'),
    change: { fields: { results }, status: left.length === 0 ? 'checked' : 'checking' },
  })
  const state = left.length === 0 ? '全部填完' : `还有 ${left.length} 户没填`
  const blocks = [
    text(`抽查 #${entry.no} 结果已记 ${told.size} 户，${state}：`),
    numbered(linesOf({ ...drawn, results })),
    ...(missing ? [text(missing)] : []),
  ]
  return hideInGroup(context, accepted(blocks, { entries: [entry.no] }), `#${entry.no} 结果已收，内容不在群里显示`)
}

function openList(context: SpeakerContext, entry: Entry, drawn: Drawn): Reply {
  const blocks: Block[] = [
    text(`抽查 ${entry.no} 还有 ${unanswered(drawn).length} 户没填结果：`),
    numbered(linesOf(drawn)),
    note(`填结果请发：抽查 ${entry.no} 结果 1 属实，2 不属实 房屋漏雨`),
  ]
  return hideInGroup(context, answer(blocks), `抽查 ${entry.no} 的名单不在群里显示，已私信您。`)
}

/** Every household of the draw with what was found there. */
function linesOf({ drawn, results }: Drawn): string[] {
  return drawn.map((line) => results.find((result) => result.startsWith(`${line}：`)) ?? `${line}：未填`)
}

function hideInGroup({ chat }: SpeakerContext, reply: Reply, words: string): Reply {
  return chat.kind === 'group' ? { ...reply, blocks: [text(words)], direct: { blocks: reply.blocks } } : reply
}
