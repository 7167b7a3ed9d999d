import { defineReport } from '../src/domain/command.ts'
import { parsePeriodKey, periodOf } from '../src/domain/periods.ts'

/** 月报: figures of the indicators that the packs declare; the latest report of a unit for a period stands (counting-rules 15). */
export default defineReport({
  name: 'indicator',
  title: '月报',
  aliases: ['指标'],
  summary: '报本单位的指标数据，如资金支出率、开工率',
  order: 45,
  matters: ['月报', '指标'],
  defaults: (context) => ({ period: periodOf('month', context.today).key }),
  classOf({ house }, { values }) {
    const named = typeof values === 'object' && values !== null ? Object.keys(values) : []
    const declared = house.packs.flatMap(({ indicators }) => indicators)
    return declared.find(({ name, group }) => group !== undefined && named.includes(name))?.group ?? null
  },
  check(context, { period }) {
    const named = typeof period === 'string' ? parsePeriodKey(period) : null
    return named && named.from > context.today ? `${named.label}还没到，不能报。请核对期间后重新报。` : null
  },
  fields: {
    values: {
      type: 'values',
      label: '指标',
      required: true,
      hint: '资金支出率 53%',
      ask: '请问是哪项指标、多少？例如：资金支出率 53%，开工率 80%',
    },
    period: { type: 'period', label: '期间', aliases: ['月份'], hint: '6月' },
    note: { type: 'text', label: '备注', aliases: ['说明', '情况说明'] },
  },
  examples: [
    { say: '月报 资金支出率：53% 开工率：百分之八十', mark: '✅' },
    { say: '指标 期间：上月 完工率 四成五', mark: '✅' },
  ],
})
