import type { Block } from '../src/core/blocks.ts'
import type { Unit } from '../src/core/nouns.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { askedPeriod, comparisonLine } from '../src/domain/documents/comparison.ts'
import { indicatorDocument } from '../src/domain/documents/indicator.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { crowdDocument, MOST_ROWS, progressDocument } from '../src/domain/documents/progress.ts'
import { reportedDocument } from '../src/domain/documents/reported.ts'
import { readDutyFigures } from '../src/domain/duty-figures.ts'
import type { PackDuty } from '../src/domain/house.ts'
import { askedUnits, dutiesOn, isReply, maySeePerson, secrecy } from '../src/domain/inquiry.ts'
import { type Subject, subjectsOf } from '../src/domain/subjects.ts'
import type { QueryReading } from '../src/language/types.ts'

/** 进度: how far a unit is with what it owes. */
export default defineQuery({
  name: 'progress',
  title: '进度',
  aliases: ['完成情况', '工作进度', '工作进展'],
  summary: '查走访、会议、信息等完成了多少，与序时进度比快还是慢',
  order: 10,
  figures: true,
  // Words of small talk are questions only beside a matter, a unit or an indicator.
  asks: [
    '{unit}{matter}',
    '{unit}{indicator}',
    '{period}{matter}',
    ...['{unit}', '{matter}', '{indicator}'].map((about) => `${about}{comparison}`),
    '进展',
    '完成率',
    '完成多少',
    '完成了多少',
    '完成没',
    '完成了吗',
    ...['完成', '走完', '搞完', '做完', '弄完'].flatMap((done) => [`{matter}${done}了没`, `{matter}${done}没`]),
    '{matter}率',
    ...[
      '多少',
      '几户',
      '几次',
      '好多户',
      '好多次',
      '咋样',
      '怎么样',
      '怎么个样',
      '怎样',
      '如何',
      '啥情况',
      '什么情况',
      '什么样',
      '啥样',
      '什么程度',
      '啥程度',
      '什么地步',
      '到哪',
      '走到哪',
      '了几',
      '开了没',
      '报了没',
      '走了没',
    ].flatMap((word) => [`{matter}${word}`, `{indicator}${word}`]),
    '{matter}{show}',
    ...['进展', '工作怎么样', '情况如何', '情况怎么样'].map((word) => `{unit}${word}`),
  ],
  examples: [
    { say: '走访 进度', mark: '' },
    { say: '本月走访了多少户', mark: '' },
    { say: '{单位} 走访 进度', mark: '' },
  ],
  async run(context, query) {
    const secret = secrecy(context, query.matter)
    if (secret) return refused(secret)
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await unitBlocks(context, unit, query)))
    return answer([...blocks, ...outsideLines(asked.outside)], { buttons: nextQuestions(query) })
  },
})

async function unitBlocks(context: SpeakerContext, unit: Unit, query: QueryReading): Promise<Block[]> {
  const { compare, indicator } = query
  if (indicator !== undefined) return await indicatorDocument(context, unit, { indicator, period: query.period, compare })
  const only = (subject: Subject): boolean => subject.type === 'unit' || maySeePerson(context, subject)
  const blocks: Block[] = []
  for (const packDuty of dutiesOn(context, unit, query)) {
    const asked = askedPeriod(context, packDuty, query)
    const unlisted = unlistedPersons(context, packDuty, { unit, only })
    const left = new Set(unlisted.map(postKey))
    const isShown = (subject: Subject): boolean => !left.has(postKey(subject)) && only(subject)
    const question = { now: context.now, roots: [unit.id], only: unlisted.length > 0 ? isShown : only, asked }
    const figures = await readDutyFigures(context, packDuty, question)
    if (!figures && unlisted.length > 0) blocks.push(...crowdDocument(context, unit, { packDuty, unlisted }))
    if (!figures) continue
    const compared = compare ? await comparisonLine(context, figures, { question, how: compare, unitId: unit.id }) : []
    blocks.push(...progressDocument(context, unit, figures, { table: query.matter !== undefined, compared, unlisted }))
  }
  if (blocks.length > 0) return blocks
  return await reportedDocument(context, unit, { matter: query.matter ?? 'visit', duties: query.duties, asked: query.period })
}

/** Who holds a post in two units owes for both. */
const postKey = ({ id, unitId }: Subject): string => `${id}/${unitId}`

/** More persons than these are not listed at all: a county's secretaries fill no phone, and the first of them say nothing. */
const MOST_PERSONS = 100

/** Persons stand in a list, of which no message shows more than so many rows: the others need not be counted. */
function unlistedPersons(
  { house, today }: SpeakerContext,
  { duty }: PackDuty,
  { unit, only }: { unit: Unit; only: (subject: Subject) => boolean },
): Subject[] {
  if (duty.count !== 'member') return []
  const persons = subjectsOf(house, duty, { on: today, roots: [unit.id] }).filter(only)
  return persons.slice(persons.length > MOST_PERSONS ? 0 : MOST_ROWS)
}

function nextQuestions(query: QueryReading): NonNullable<Reply['buttons']> {
  return query.matter === 'visit' ? [{ text: '谁还没走', says: '走访 谁没走' }] : []
}
