import { type Block, heading, text } from '../src/core/blocks.ts'
import type { Household, Unit } from '../src/core/nouns.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { householdList, MOST_NAMES, missingDocument } from '../src/domain/documents/missing.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { reportedDocument } from '../src/domain/documents/reported.ts'
import { type DutyFigures, readDutyFigures } from '../src/domain/duty-figures.ts'
import { figureNotes } from '../src/domain/figure-notes.ts'
import { askedUnits, dutiesOn, isReply, namesGoDirect, secrecy } from '../src/domain/inquiry.ts'
import { isCoverage, missingHouseholds } from '../src/domain/progress.ts'
import type { OpenList } from '../src/domain/question.ts'
import type { QueryReading } from '../src/language/types.ts'

/** The answer without the households' names, and with them. */
interface Answer {
  plain: Block[]
  full: Block[]
  /** Those that are named, as they are numbered. */
  households: Household[]
}

/** 谁没报: who still owes something, by name. */
export default defineQuery({
  name: 'missing',
  title: '未报',
  aliases: ['没走的', '未走访', '谁没报', '没报的', '还差谁'],
  summary: '看谁还没报、哪些户还没走到',
  order: 20,
  figures: true,
  asks: [
    '谁没',
    '谁还没',
    '谁…没',
    '哪些…没',
    '哪几…没',
    '哪个…没',
    '有没有没',
    '还差',
    '还差…没',
    '几户没',
    '几户…没走',
    '没走多少',
    '没走几户',
    '没走…户',
    '没走',
    '没走到',
    '还没走',
    '没报',
    '没开会',
    '没交',
    '漏报',
    '还剩',
    '还有谁没',
  ],
  examples: [
    { say: '走访 谁没走', mark: '' },
    { say: '本月谁没报会议', mark: '' },
    { say: '我包的户还有谁没走到', mark: '' },
  ],
  async run(context, query) {
    const secret = secrecy(context, query.matter)
    if (secret) return refused(secret)
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const answers: Answer[] = []
    for (const unit of asked.units) {
      answers.push(isAboutOwnHouseholds(context) ? await ownHouseholds(context, unit) : await unitAnswer(context, unit, query))
    }
    const outside = outsideLines(asked.outside)
    return place(context, {
      households: answers.length === 1 ? (answers[0]?.households ?? []) : [],
      plain: [...answers.flatMap((one) => one.plain), ...outside],
      full: [...answers.flatMap((one) => one.full), ...outside],
    })
  },
})

/** Above village level the list of households goes to the direct chat (interface §2). */
function place(context: SpeakerContext, { plain, full, households }: Answer): Reply {
  if (full.length === plain.length) return answer(full)
  if (!namesGoDirect(context)) return households.length === 0 ? answer(full) : listed(full, households)
  return answer([...plain, text('户名单已私信您，不在群里显示。')], { direct: { blocks: full } })
}

/** The list stays open: numbers with words are visits (interface, 'Many at once'). */
function listed(blocks: Block[], households: Household[]): Reply {
  const list: OpenList = { type: 'list', command: 'visit', householdIds: households.map(({ id }) => id) }
  return answer([...blocks, text('走过的可以直接回复序号和情况，例如：1 3 都正常，2 住院花了两万')], {
    remembers: [{ kind: 'question', state: list }],
  })
}

/** 我包的户, 我帮扶的户. */
function isAboutOwnHouseholds(context: SpeakerContext): boolean {
  return /我(?:们)?(?:包|帮扶|联系|结对|负责)的?/.test(context.message.text)
}

async function unitAnswer(context: SpeakerContext, unit: Unit, query: QueryReading): Promise<Answer> {
  const { house, now } = context
  const found: Answer = { plain: [], full: [], households: [] }
  for (const packDuty of dutiesOn(context, unit, query.matter).filter(({ duty }) => duty.count !== 'member')) {
    const figures = await readDutyFigures(context, packDuty, { now, roots: [unit.id], asked: query.period })
    if (!figures) continue
    const behind = await householdsBehind(context, unit, figures)
    found.plain.push(...missingDocument(figures, unit, { house, now, names: [] }))
    found.full.push(...missingDocument(figures, unit, { house, now, names: householdList(behind) }))
    // Two numbered lists in one answer cannot be told apart by their numbers.
    found.households = found.households.length === 0 ? behind.slice(0, MOST_NAMES) : []
  }
  if (found.plain.length > 0) return found
  const reported = await reportedDocument(context, unit, { matter: query.matter ?? 'visit', asked: query.period })
  return { plain: reported, full: reported, households: [] }
}

/** The households themselves, where one village is asked about. */
async function householdsBehind(context: SpeakerContext, unit: Unit, figures: DutyFigures): Promise<Household[]> {
  const [period] = figures.periods
  const [standing] = figures.standings
  if (!period || !standing || !isCoverage(figures.duty) || figures.duty.count === 'member') return []
  if (figures.standings.length > 1 || unit.kind !== 'village') return []
  return await missingHouseholds(context, figures, { period, now: context.now, subject: standing.subject })
}

/** The households in the speaker's care that nobody has been to yet. */
async function ownHouseholds(context: SpeakerContext, unit: Unit): Promise<Answer> {
  const { house, now, speaker } = context
  const cared = [...house.directory.allHouseholds()].filter((household) => household.carerId === speaker.id && household.until === null)
  const duty = dutiesOn(context, unit, 'visit').find(
    (candidate) => candidate.duty.covers === 'households' && candidate.duty.count !== 'member',
  )
  const figures = duty && (await readDutyFigures(context, duty, { now, roots: [unit.id] }))
  const [period] = figures?.periods ?? []
  if (!figures || !period) {
    const none = [text('按现行规定，本单位没有走访任务。')]
    return { plain: none, full: none, households: [] }
  }
  const subject = { type: 'unit' as const, id: unit.id, name: unit.name, unitId: unit.id }
  const missing = (await missingHouseholds(context, figures, { period, now, subject })).filter(
    (household) => household.carerId === speaker.id,
  )
  const left = missing.length === 0 ? '都已走访，没有未走到的。' : `还有 ${missing.length} 户没走访${namesGoDirect(context) ? '。' : '：'}`
  const state = cared.length === 0 ? '名册上还没有您包的户，请联系乡镇管理员登记。' : `您包 ${cared.length} 户，${left}`
  const head = [heading(`您包的户走访情况（${figures.label}）`), text(state)]
  const notes = figureNotes(figures, now)
  return { plain: [...head, ...notes], full: [...head, ...householdList(missing), ...notes], households: missing.slice(0, MOST_NAMES) }
}
