import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { type Signal, signalRulesOf } from '../signals.ts'

/** Entry numbers and signals that one list shows. */
const MOST_NUMBERS = 10
const MOST_SIGNALS = 30

const titles: Record<Signal['kind'], string> = {
  burst: '集中纳入',
  clearing: '集中消除',
  copied: '文字相近',
  photo: '照片重复',
}

/** A signal with what its unit has said to it. */
export interface ShownSignal extends Signal {
  statements: string[]
}

/** 疑似信号 of a time, for inspectors and the named leader: what was seen, by which entries, and what the unit said. */
export function signalsDocument(house: House, signals: ShownSignal[], about: { label: string; now: number }): Block[] {
  const { label, now } = about
  const { days, burst, clearing, copied, note: source } = signalRulesOf(house)
  const rule = `${days}天内纳入满${burst}户、消除满${clearing}户，走访文字相近满${copied}户，同一张照片用在两户（${source}）`
  const more = signals.length > MOST_SIGNALS ? [text(`……还有 ${signals.length - MOST_SIGNALS} 条`)] : []
  return [
    heading(`疑似信号（${label}）`),
    ...(signals.length === 0 ? [text('没有发现。')] : [list(signals.slice(0, MOST_SIGNALS).map((signal) => line(house, signal))), ...more]),
    ...(signals.length === 0 ? [] : [text(`看记录请发：查 编号；请单位说明，由其审核人发：说明 ${signals[0]?.no ?? ''} 情况`)]),
    note(
      `只是线索，不是结论，只给督查员和分管、包抓领导看。口径：${rule}；按纳入、消除、走访的日期看，不看录入时间，一条消息里报几户只算一次；数据截至${shortTime(now)}`,
    ),
  ]
}

function line({ directory }: House, { kind, no, unitId, words, entries, statements }: ShownSignal): string {
  const above = directory.unit(unitId).parentId
  const where = `${above === null ? '' : directory.unit(above).name}${directory.unit(unitId).name}`
  const shown = entries.slice(0, MOST_NUMBERS).join('、')
  const behind = `记录 ${shown}${entries.length > MOST_NUMBERS ? ` 等 ${entries.length} 条` : ''}`
  const said = statements.length === 0 ? '单位未说明' : `单位说明：${statements.join('；')}`
  return `信号 ${no} ${titles[kind]} ${where}：${words}；${behind}；${said}`
}
