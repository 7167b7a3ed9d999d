import { toDate } from '../../clock.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { contactRules } from '../contact-kinds.ts'
import type { SpeakerContext } from '../context.ts'
import { dueSize } from '../denominator.ts'
import { deadlineWords } from '../figure-notes.ts'
import { allDuties, type House, type PackDuty } from '../house.ts'
import { matterTitle } from '../inquiry.ts'
import { type Duty, kindsOf } from '../pack.ts'
import { deadlineOf, dutyPeriod, measureOf } from '../progress.ts'
import { subjectsOf } from '../subjects.ts'
import { coverWords, narrowWords } from './kind-words.ts'

const everyWords = {
  day: '每天',
  week: '每周',
  month: '每月',
  'two-months': '每两月',
  quarter: '每季度',
  'half-year': '每半年',
  year: '每年',
  term: '本届内',
} as const

/** What a unit owes, by when, and by which row of which document; then what is owed below it. All of it comes from the packs. */
export function rulesDocument(context: SpeakerContext, unit: Unit): Block[] {
  const { house, today } = context
  const concerning = allDuties(house).flatMap((packDuty) => {
    const subjects = subjectsOf(house, packDuty.duty, { on: today, roots: [unit.id] })
    return subjects.length === 0 ? [] : [{ packDuty, own: subjects.some((subject) => subject.unitId === unit.id) }]
  })
  const own = concerning.filter((one) => one.own)
  const below = concerning.filter((one) => !one.own)
  const title = heading(`${unit.name} 规定动作`)
  if (concerning.length === 0) return [title, text(`按现行规定，${unit.name}没有规定动作。`)]
  const lines = (part: typeof own) => list(part.map(({ packDuty }) => ruleLine(context, packDuty, unit)))
  return [
    title,
    ...(own.length > 0 ? [text('本单位：'), lines(own)] : []),
    ...(below.length > 0 ? [text('所辖单位：'), lines(below)] : []),
    note(`依据：${[...new Set(concerning.map(({ packDuty }) => packDuty.pack.source))].join('；')}`),
  ]
}

/** 入户遍访：每年走访全部农户，共 350 户（入户、其他），12月31日前［庆城县八项机制 A4；期限本县自定…］. */
function ruleLine(context: SpeakerContext, packDuty: PackDuty, unit: Unit): string {
  const { pack, duty } = packDuty
  const named = [
    ...(duty.who.post ?? []),
    ...(duty.who.attribute ?? []),
    ...(duty.who.contact ? [contactRules[duty.who.contact].owes] : []),
  ]
  const who = named.length > 0 ? `（${named.join('、')}）` : ''
  const source = [`${pack.title} ${duty.row}`, duty.note].filter((part) => part !== undefined).join('；')
  return `${duty.title}${who}：${duty.inPrinciple ? '原则上' : ''}${everyWords[duty.every]}${whatWords(context, packDuty, unit)}，${untilWords(context, packDuty)}［${source}］`
}

function whatWords(context: SpeakerContext, { pack, duty }: PackDuty, unit: Unit): string {
  const { house, today } = context
  const classes = narrowWords(duty.report)
  if (duty.atLeast !== undefined)
    return `至少报${kindWords(context, duty)} ${duty.atLeast} 次${classes}${duty.within ? '（联系单位的）' : ''}`
  const span = { from: dutyPeriod({ pack, duty }, today).from, day: today, unitId: unit.id }
  const among = duty.among ? `（${duty.among.join('、')}）` : ''
  return `走访${coverWords[duty.covers ?? 'households']}${among}，共 ${dueSize(house, duty, span)} ${measureOf(duty)}${classes}`
}

function kindWords(context: SpeakerContext, duty: Duty): string {
  return kindsOf(duty)
    .map((kind) => matterTitle(context, kind))
    .join('、')
}

function untilWords({ house, today }: { house: House; today: string }, packDuty: PackDuty): string {
  const deadline = deadlineOf(house, packDuty.duty, dutyPeriod(packDuty, today))
  const year = toDate(deadline - 1).slice(0, 4)
  const counts = packDuty.duty.by?.some(({ position }) => position.kind === 'workday') ?? false
  const guess = counts ? house.calendar.guess(toDate(deadline - 1), toDate(deadline - 1)) : ''
  return `本期${year === today.slice(0, 4) ? '' : `${year}年`}${deadlineWords(deadline)}前${guess && `（${guess}）`}`
}
