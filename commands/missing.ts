import { type Block, text } from '../src/core/blocks.ts'
import type { Household, Unit } from '../src/core/nouns.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { caredElsewhere } from '../src/domain/carers.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { groupList, householdList, MOST_NAMES, missingDocument } from '../src/domain/documents/missing.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { caredHere, type NamedAnswer, ownCoverage, ownHouseholds } from '../src/domain/documents/own-missing.ts'
import { reportedDocument } from '../src/domain/documents/reported.ts'
import { type DutyFigures, readDutyFigures } from '../src/domain/duty-figures.ts'
import { askedUnits, dutiesOn, isReply, namesGoDirect, secrecy } from '../src/domain/inquiry.ts'
import { listed, MOST_OF_ALL } from '../src/domain/list-pages.ts'
import { isCoverage, measureOf } from '../src/domain/progress.ts'
import { missingGroups, missingHouseholds } from '../src/domain/still-missing.ts'
import { groupNamed } from '../src/domain/village-groups.ts'
import type { QueryReading } from '../src/language/types.ts'

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
    '{who}…没',
    ...['零', '漏', '欠'].flatMap((word) => [`{matter}{who}…${word}`, `{matter}${word}…{who}`]),
    '哪些…没走访',
    '哪些…没入户',
    '哪些…没走到',
    '里头还有哪些…没',
    '里头…没走访',
    '里面还有哪些…没',
    ...['哪几户', '几户', '多少户', '谁'].flatMap((who) => ['走访', '入户', '走到'].map((done) => `还有${who}…没${done}`)),
    ...['镇', '乡镇', '村', '部门', '单位'].flatMap((unit) => [`还有几个${unit}…没`, `还有多少${unit}…没`]),
    ...['开', '报', '走', '搞', '做', '完成'].flatMap((done) => [`{matter}没${done}的`, `没${done}的…{who}`]),
    '有没有没',
    '还差',
    '还差…没',
    '几户没',
    '几户…没走',
    '多少户没',
    '多少户…没走',
    '{matter}多少户没',
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
    const answers: NamedAnswer[] = []
    const isOwn = isAboutOwnHouseholds(context)
    if (isOwn) answers.push(await ownHouseholds(context, caredHere(context), mostNames(context)))
    for (const unit of isOwn ? [] : asked.units) {
      answers.push(await unitAnswer(context, unit, query))
    }
    if (!isOwn) answers.push(...(await personalAnswers(context, query)))
    const outside = outsideLines(asked.outside)
    return place(context, {
      households: onlyList(answers),
      plain: [...answers.flatMap((one) => one.plain), ...outside],
      full: [...answers.flatMap((one) => one.full), ...outside],
    })
  },
})

/** What he owes himself, and his households elsewhere (帮扶责任人), where no unit is named; in his direct chat only. */
async function personalAnswers(context: SpeakerContext, query: QueryReading): Promise<NamedAnswer[]> {
  if (context.chat.kind === 'group' || query.unitIds.length > 0 || (query.matter ?? 'visit') !== 'visit') return []
  const coverage = await ownCoverage(context)
  const elsewhere = caredElsewhere(context)
  return [
    ...(coverage.length > 0 ? [{ plain: coverage, full: coverage, households: [] }] : []),
    ...(elsewhere.length > 0 ? [await ownHouseholds(context, elsewhere, mostNames(context))] : []),
  ]
}

/** Two numbered lists in one answer cannot be told apart by their numbers. */
function onlyList(answers: NamedAnswer[]): Household[] {
  const [first, ...others] = answers.filter(({ households }) => households.length > 0)
  return first && others.length === 0 ? first.households : []
}

/** Above village level the list of households goes to the direct chat (interface §2). */
function place(context: SpeakerContext, { plain, full, households }: NamedAnswer): Reply {
  if (full.length === plain.length) return answer(full)
  if (!namesGoDirect(context)) {
    return households.length === 0 ? answer(full) : listed(answer(full), 'visit', { households, shown: mostNames(context) })
  }
  return answer([...plain, text('户名单已私信您，不在群里显示。')], { direct: { blocks: full } })
}

/** 我包的户, 我帮扶的户. */
function isAboutOwnHouseholds(context: SpeakerContext): boolean {
  return /我(?:们)?(?:包|帮扶|联系|结对|负责)的?/.test(context.message.text)
}

async function unitAnswer(context: SpeakerContext, unit: Unit, query: QueryReading): Promise<NamedAnswer> {
  const { house, now } = context
  const found: NamedAnswer = { plain: [], full: [], households: [] }
  const lists: Household[][] = []
  for (const packDuty of dutiesOn(context, unit, query).filter(({ duty }) => duty.count !== 'member')) {
    const figures = await readDutyFigures(context, packDuty, { now, roots: [unit.id], asked: query.period })
    if (!figures) continue
    const { behind, lead } = inGroup(context, unit, await householdsBehind(context, unit, figures))
    found.plain.push(...missingDocument(figures, unit, { house, now, names: [] }))
    const groups = groupList(await groupsBehind(context, unit, figures), measureOf(figures.duty))
    const isShown = behind.length > 0 && lists.some((list) => sameHouseholds(list, behind))
    const list = isShown ? [text(`名单同上，${behind.length} 户。`)] : householdList(behind, mostNames(context))
    const names = [...lead, ...list, ...groups]
    found.full.push(...missingDocument(figures, unit, { house, now, names }))
    if (behind.length > 0 && !isShown) lists.push(behind)
  }
  // Two different numbered lists in one answer cannot be told apart by their numbers.
  const [only = [], ...others] = lists
  found.households = others.length === 0 ? only : []
  if (found.plain.length > 0) return found
  const reported = await reportedDocument(context, unit, { matter: query.matter ?? 'visit', duties: query.duties, asked: query.period })
  return { plain: reported, full: reported, households: [] }
}

/** 没走的 三组: the households of one group only, where a village is asked about. */
function inGroup({ house, message }: SpeakerContext, unit: Unit, all: Household[]): { behind: Household[]; lead: Block[] } {
  const households = unit.kind === 'village' ? house.directory.households(unit.id) : []
  const named = groupNamed(message.text, households)
  if (!named) return { behind: all, lead: [] }
  if (named.group === null) return { behind: all, lead: [text(`名册里没有“${named.typed}”，下面是全村的：`)] }
  const behind = all.filter(({ groupName }) => groupName === named.group)
  return { behind, lead: [text(behind.length === 0 ? `${named.group}都已走访。` : `${named.group}还有 ${behind.length} 户没走访：`)] }
}

/** 没走的 全部 shows them all at once. */
function mostNames({ message }: SpeakerContext): number {
  return /全部|所有/.test(message.text) ? MOST_OF_ALL : MOST_NAMES
}

/** Duties of two packs may count the same households: one list then. */
function sameHouseholds(one: Household[], other: Household[]): boolean {
  return one.length === other.length && one.every(({ id }, at) => id === other[at]?.id)
}

/** The households themselves, where one village is asked about; of a time before a merger those of all its parts. */
async function householdsBehind(context: SpeakerContext, unit: Unit, figures: DutyFigures): Promise<Household[]> {
  const { duty, standings } = figures
  if (!isCoverage(duty) || duty.count === 'member' || unit.kind !== 'village') return []
  const found: Household[] = []
  for (const { subject, period } of standings) {
    const moment = { period, now: context.now, subject, before: figures.part?.before }
    found.push(...(await missingHouseholds(context, figures, moment)))
  }
  return found
}

/** The village groups, where one unit is asked about that owes them all. */
async function groupsBehind(context: SpeakerContext, unit: Unit, figures: DutyFigures): Promise<string[]> {
  const [period] = figures.periods
  const [standing] = figures.standings
  if (!period || standing?.subject.id !== unit.id || figures.standings.length > 1) return []
  const moment = { period, now: context.now, subject: standing.subject, before: figures.part?.before }
  return await missingGroups(context, figures, moment)
}
