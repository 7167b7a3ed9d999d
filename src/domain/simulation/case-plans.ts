import type { Db } from '../../../db/client.ts'
import { type ExpectationRow, expectationsOf } from '../../../db/queries/expectations.ts'
import { addDays, type DateText } from '../../clock.ts'
import type { Entry, Household, Member } from '../../core/nouns.ts'
import { caseRulesOf } from '../cases.ts'
import type { Draft } from '../entries.ts'
import { workflows } from '../workflows/all.ts'
import { act, actorOf, contextOf, type Stage } from './desk.ts'
import { drawStep, type Temper } from './temper.ts'

/** The next thing that will be done about a case: by whom, with which words. */
export interface Move {
  on: DateText
  no: number
  word: string
  unitId: number
  memberId: number | null
  /** The unit that the case is about. */
  aboutUnitId: number
}

/** A risk of a household, as its village reports it. */
export function riskDraft(stage: Stage, household: Household, on: DateText): Omit<Draft, 'sentAt'> | null {
  const command = stage.commands.byName.get('risk')
  const member = actorOf(stage, household.villageId)
  if (command?.form !== 'report' || !member) return null
  const causes = command.fields[command.classField ?? '']?.options?.map(({ name }) => name) ?? []
  const cause = causes[stage.random.below(causes.length)] ?? '其他'
  return {
    ...by(member, household.villageId, on),
    kind: 'risk',
    class: cause,
    unitId: household.villageId,
    householdId: household.id,
    fields: { household: household.head, householdId: household.id, cause, situation: '推演' },
    status: command.status,
  }
}

/** A problem that the topmost unit has found in one below it, given to it at once. */
export function issueDraft(stage: Stage, unitId: number, on: DateText): Omit<Draft, 'sentAt'> | null {
  const { house, commands, random } = stage
  const root = house.directory.root
  const member = root && actorOf(stage, root.id)
  const command = commands.byName.get('issue')
  if (command?.form !== 'report' || !root || !member) return null
  const classes = command.fields.class?.options?.map(({ name }) => name) ?? []
  const { code, officialName } = house.directory.unit(unitId)
  const type = classes[random.below(classes.length)] ?? '其他'
  return {
    ...by(member, root.id, on),
    kind: 'issue',
    class: type,
    unitId,
    householdId: null,
    fields: { content: '推演的问题', class: type, source: '自查', unit: { code, name: officialName } },
    status: command.status,
  }
}

function by(member: Member, byUnitId: number, date: DateText): Pick<Draft, 'byUnitId' | 'byPost' | 'memberId' | 'typedById' | 'date'> {
  return { byUnitId, byPost: member.posts[0]?.title ?? null, memberId: member.id, typedById: member.id, date }
}

/** Words that settle nothing of a case: who has read it, and what nobody can do yet. */
const IDLE: ReadonlySet<string> = new Set(['收到', '查'])

/** What will be done next about a case and when; null: nothing is left, or whoever should do it never will. */
export async function nextMove(
  stage: Stage,
  db: Db,
  entry: Entry,
  about: { today: DateText; temperOf(unitId: number): Temper },
): Promise<Move | null> {
  const { today, temperOf } = about
  if (!workflows.has(entry.kind)) return null
  const rows = (await expectationsOf(db, entry.no)).filter(({ word }) => !IDLE.has(word))
  const [row] = rows.sort((a, b) => ((a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1))
  if (!row) return afterMeasures(stage, entry, about)
  const unitId = row.unitId ?? entry.unitId
  const temper = temperOf(unitId)
  if (row.word === '结案') return { ...move(entry, row, unitId), on: row.due ?? addDays(today, 1) }
  // Nobody visits more often than is wanted, for show or not.
  const pace = row.word === '回访' && temper === 'faking' ? 'diligent' : temper
  const on = drawStep(stage.random, pace, { today, due: row.due })
  return on ? { ...move(entry, row, unitId), on } : null
}

function move(entry: Entry, { word, memberId }: ExpectationRow, unitId: number): Omit<Move, 'on'> {
  return { no: entry.no, word, unitId, memberId, aboutUnitId: entry.unitId }
}

/** When all measures of a risk are done, its township applies for its clearing some months later. */
function afterMeasures(stage: Stage, entry: Entry, { today }: { today: DateText }): Move | null {
  if (entry.kind === 'inspection' && entry.status === 'recorded') return soon(stage, entry, '交办', today)
  if (entry.kind !== 'risk' || entry.status !== 'monitored') return null
  const township = stage.house.directory.unit(entry.unitId).parentId ?? entry.unitId
  return {
    on: addDays(today, 45 + stage.random.below(90)),
    no: entry.no,
    word: '消除',
    unitId: township,
    memberId: null,
    aboutUnitId: entry.unitId,
  }
}

function soon({ random }: Stage, entry: Entry, word: string, today: DateText): Move {
  const by = { unitId: entry.byUnitId ?? entry.unitId, memberId: entry.memberId }
  return { on: addDays(today, 1 + random.below(3)), no: entry.no, word, ...by, aboutUnitId: entry.unitId }
}

/** Does it; gives the entries touched or made, none when it was refused. What one of a unit may not do (审定), another of it may. */
export async function doMove(stage: Stage, db: Db, next: Move, at: number): Promise<Entry[]> {
  const values = valuesFor(stage, next)
  for (const member of doersOf(stage, next)) {
    const context = contextOf(stage, db, member, at)
    const touched = context ? await act(stage, context, { no: next.no, word: next.word, values }) : []
    if (touched.length > 0) return touched
  }
  return []
}

/** Whoever is named; else who acts for the unit, then a leader of it. */
function doersOf(stage: Stage, { memberId, unitId, on }: Move): Member[] {
  const named = memberId === null ? undefined : stage.house.directory.member(memberId, on)
  if (named) return [named]
  const actor = actorOf(stage, unitId)
  const leader = stage.staff.of(unitId).find(({ posts }) => posts.some((post) => post.unitId === unitId && post.role === 'leader'))
  return [...new Set([actor, leader].flatMap((one) => one ?? []))]
}

const classes = ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'] as const

/** What is said with a word. */
function valuesFor({ random, house }: Stage, { word, on, aboutUnitId }: Move): Record<string, unknown> {
  switch (word) {
    case '交办': {
      const { code, officialName } = house.directory.unit(aboutUnitId)
      return { parties: [{ code, name: officialName }] }
    }
    case '核实': {
      const lot = random.below(100)
      return { verdict: lot < 85 ? '属实' : lot < 95 ? '不属实' : '已解释', note: '现场核对过' }
    }
    case '纳入':
      return { householdClass: classes[random.below(classes.length)] }
    case '帮扶':
      return { measure: '临时救助', due: addDays(on, 20) }
    case '救助':
      return { amount: 1000 * (1 + random.below(5)) }
    case '消除':
      return clearingAnswers(caseRulesOf(house).risk.clearing)
    case '回访':
      return { situation: '收入稳定，风险没有复发' }
    case '整改':
      return { rectification: '已整改到位' }
    case '采用':
      return { level: caseRulesOf(house).info.levels[0]?.name, reference: `推演〔${on}〕` }
    default:
      return { note: '同意', text: '正在办理' }
  }
}

function clearingAnswers(questions: string[]): Record<string, unknown> {
  return { statement: '收入和保障都已落实', ...Object.fromEntries(questions.map((_, index) => [`q${index + 1}`, '是'])) }
}
