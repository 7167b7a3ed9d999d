import type { FieldSpec, FieldSpecs, UnitRef } from '../../core/fields.ts'
import { TO_BE_FILLED } from '../case-rules.ts'
import type { Draft } from '../entries.ts'
import type { CaseView, Doing, Effect, Workflow } from '../workflow.ts'

/** What is looked at in each site, by the packs (B7). */
function questionsOf({ house }: Pick<CaseView, 'house'>): string[] {
  return house.packs.flatMap(({ resettlement }) => resettlement)
}

const note: FieldSpec = { type: 'text', label: '说明', aliases: ['情况'], main: true }

function fields(view: CaseView): FieldSpecs {
  const questions = questionsOf(view)
  if (questions.length === 0) return { note: { ...note, required: true, ask: `回头看的内容${TO_BE_FILLED}。请写明看到的情况。` } }
  const asked = questions.map((question, at): [string, FieldSpec] => [
    `q${at + 1}`,
    {
      type: 'choice',
      label: `第${at + 1}问`,
      labelled: true,
      required: true,
      options: [
        { name: '是', aliases: ['是的', '对', '有', '已'] },
        { name: '否', aliases: ['不是', '没有', '没', '未'] },
      ],
      ask: `（${at + 1}/${questions.length}）${question}？请回复：是 或 否`,
    },
  ])
  return { ...Object.fromEntries(asked), note }
}

/** Each 否 opens an issue of the unit in which the site lies. */
function look(doing: Doing): Effect {
  const { entry, values, today } = doing
  const answers = questionsOf(doing).map((question, at) => ({ question, answer: String(values[`q${at + 1}`]) }))
  const failing = answers.filter(({ answer }) => answer === '否')
  const looked = { on: today, answers, note: values.note ?? null }
  const before = (entry.fields.looks as (typeof looked)[] | undefined) ?? []
  const found = failing.length === 0 ? '没有发现问题。' : `有${failing.length}项没有做到，已立为问题。`
  return {
    status: 'looked',
    fields: { looks: [...before, looked] },
    says: `${String(entry.fields.site)}回头看已记下，${found}`,
    entries: failing.map(({ question }) => toIssue(doing, question)),
  }
}

function toIssue({ entry, context, house, today }: Doing, question: string): Draft {
  const unit = house.directory.unit(entry.unitId)
  const own: UnitRef = { code: unit.code, name: unit.officialName }
  const post = context.speaker.posts[0]
  return {
    kind: 'issue',
    class: null,
    unitId: entry.unitId,
    byUnitId: post?.unitId ?? entry.byUnitId,
    byPost: post?.title ?? null,
    memberId: context.speaker.id,
    typedById: context.speaker.id,
    date: today,
    householdId: null,
    fields: { content: `${String(entry.fields.site)}：没有做到“${question}”`, source: '自查', unit: own, resettlement: entry.no },
    status: 'found',
    sentAt: context.message.sentAt,
  }
}

/** 搬迁后扶回头看 (B7): a resettlement site, looked at again and again with the pack's questions. */
export const resettlement: Workflow = {
  kind: 'resettlement',
  states: { open: { word: '待回头看' }, looked: { word: '已回头看', settled: true } },
  actions: [
    {
      word: '回头看',
      step: 'looked',
      from: ['open', 'looked'],
      to: ['looked'],
      who: ['manager', 'assignee', 'inspector', 'leader'],
      fields,
      does: look,
      summary: '按清单逐项回头看安置点，没做到的自动立为问题',
      example: '',
    },
  ],
  expects: () => [],
}
