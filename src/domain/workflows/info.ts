import type { DateText } from '../../clock.ts'
import type { Entry } from '../../core/nouns.ts'
import { type AdoptionLevel, levelsOf } from '../case-rules.ts'
import { showDate } from '../echo.ts'
import type { CaseView, Doing, Effect, Workflow } from '../workflow.ts'
import { reason } from './fields.ts'

/** One adoption: where, with the document's number or a link (counting-rules 13). */
export interface Adoption {
  level: string
  reference: string
  on: string
  points: number
  sort: AdoptionLevel['sort']
}

/** Since which day a piece counts as valid: marked so, or adopted at once; '' while it does not. */
export function validSince({ fields }: Pick<Entry, 'fields'>): DateText {
  const [first] = (fields.adoptions as Adoption[] | undefined) ?? []
  return typeof fields.validOn === 'string' ? fields.validOn : (first?.on ?? '')
}

const adoptionsOf = ({ entry }: CaseView): Adoption[] => (entry.fields.adoptions as Adoption[] | undefined) ?? []

/** The points of a piece: its highest document level once, each media piece by itself; whether both add up is the pack's (counting-rules 13). */
export function pointsOf(adoptions: Adoption[], add: boolean): number {
  const document = Math.max(0, ...adoptions.filter(({ sort }) => sort === 'document').map(({ points }) => points))
  const media = adoptions.filter(({ sort }) => sort === 'media').reduce((sum, { points }) => sum + points, 0)
  return round(add ? document + media : Math.max(document, media))
}

const round = (points: number): number => Math.round(points * 100) / 100

/** A number, a date or a link is what makes a reference one that can be found (counting-rules 13). */
const FINDABLE = /\d|[〇一二三四五六七八九十]号|https?:/

function adopt(doing: Doing): Effect | string {
  const { rules, values, today } = doing
  const level = levelsOf(rules.info.levels).find(({ name }) => name === values.level)
  if (!level) return '没有这个采用级别。'
  const reference = String(values.reference)
  if (!FINDABLE.test(reference)) return '请写明文号，或者媒体名称、日期和链接，例如：省级 赣乡振〔2023〕12号'
  const known = adoptionsOf(doing)
  if (known.some((one) => one.reference === reference)) return `这个文号或链接已经记过了：${reference}`
  const adoptions = [...known, { level: level.name, reference, on: today, points: level.points, sort: level.sort }]
  const points = pointsOf(adoptions, rules.info.add)
  return { status: 'adopted', fields: { adoptions, points }, says: `已采用（${level.name}），这条信息现计${points}分。` }
}

function facts(view: CaseView): Record<string, string> {
  const adoptions = adoptionsOf(view)
  const { points, returned } = view.entry.fields
  return {
    采用: adoptions.map(({ level, reference, on, points: each }) => `${level} ${reference}（${showDate(on)}，${each}分）`).join('；'),
    积分: typeof points === 'number' ? String(points) : '',
    退回原因: typeof returned === 'string' ? returned : '',
  }
}

/** 信息 (B17): sent in → marked 有效 by the receiving unit → adopted, with document number or link. */
export const info: Workflow = {
  kind: 'info',
  states: {
    submitted: { word: '已报送' },
    valid: { word: '有效', settled: true },
    adopted: { word: '已采用', settled: true },
    returned: { word: '未采用', settled: true },
  },
  counts: [
    { word: '待审阅', states: ['submitted'] },
    { word: '有效', states: ['valid', 'adopted'] },
    { word: '采用', states: ['adopted'] },
    { word: '未采用', states: ['returned'] },
  ],
  facts,
  actions: [
    {
      word: '有效',
      step: 'valid',
      from: ['submitted'],
      to: ['valid'],
      who: ['receiver'],
      does: ({ today }) => ({ status: 'valid', fields: { validOn: today }, says: '已标为有效，计入报送条数。' }),
      summary: '收稿单位把一条信息标为有效',
      example: '',
    },
    {
      word: '采用',
      step: 'adopted',
      from: ['submitted', 'valid', 'adopted'],
      to: ['adopted'],
      who: ['receiver'],
      fields: ({ rules }) => ({
        level: {
          type: 'choice',
          label: '级别',
          required: true,
          options: levelsOf(rules.info.levels).map(({ name, aliases }) => ({ name, aliases })),
          ask: `请问哪一级采用：${levelsOf(rules.info.levels)
            .map(({ name }) => name)
            .join('、')}？`,
        },
        reference: {
          type: 'text',
          label: '文号或链接',
          aliases: ['文号', '链接'],
          required: true,
          main: true,
          ask: '请写文号、媒体或链接。',
        },
      }),
      does: adopt,
      summary: '记下采用的级别和文号、链接',
      example: '省级 赣乡振〔2023〕12号',
    },
    {
      word: '退回',
      step: 'returned',
      from: ['submitted'],
      to: ['returned'],
      who: ['receiver'],
      fields: () => ({ reason }),
      does: ({ values }) => ({
        status: 'returned',
        fields: { returned: String(values.reason) },
        says: `已退回。原因：${String(values.reason)}`,
      }),
      summary: '不合要求的信息退回',
      example: '与上月重复',
    },
  ],
  expects: ({ entry, house }) =>
    entry.status === 'submitted' && (entry.byUnitId ?? entry.unitId) !== house.directory.root?.id
      ? [
          {
            key: 'receive',
            word: '有效',
            what: '审阅信息',
            unitId: house.directory.root?.id ?? entry.unitId,
            memberId: null,
            since: entry.date,
            due: null,
            span: null,
          },
        ]
      : [],
}
