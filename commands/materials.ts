import { defineReport } from '../src/domain/command.ts'
import { materialsOf } from '../src/domain/materials.ts'

/** 资料 (B16): a base document that a unit holds or lacks; never compulsory (不搞过度留痕). */
export default defineReport({
  name: 'materials',
  title: '资料',
  aliases: ['基础资料'],
  summary: '登记清单里的基础资料：资料 已有 帮扶手册；资料 缺 会议记录（自愿登记，不催报）',
  order: 63,
  unsummed: true,
  matters: ['资料', '基础资料'],
  classField: 'state',
  about: { field: 'unit', outside: 'refuse' },
  derives(context, { values, unitId }) {
    const names = materialsOf(context.house, context.house.directory.unit(unitId))
    const typed = String(values.name ?? '').trim()
    // Without a list from the county any name is kept as it was typed.
    if (names.length === 0) return { name: typed }
    const found = names.filter((name) => name === typed || name.includes(typed) || typed.includes(name))
    return found.length === 1 ? { name: found[0] } : `资料清单里没有“${typed}”。清单：${names.join('、')}。清单以外的不用登记。`
  },
  fields: {
    state: {
      type: 'choice',
      label: '有无',
      aliases: ['状态'],
      required: true,
      options: [
        { name: '已有', aliases: ['有了', '已归档', '齐全', '已补'] },
        { name: '缺', aliases: ['缺少', '没有', '缺失'] },
      ],
      ask: '请问是已有还是缺？',
    },
    name: { type: 'text', label: '名称', aliases: ['资料名称'], required: true, main: true, hint: '帮扶手册', ask: '请问是哪项资料？' },
    unit: { type: 'unit', label: '单位', aliases: ['村'], hint: '纸房村' },
    date: { type: 'date', label: '日期' },
  },
  examples: [{ say: '资料 已有 名称：帮扶手册', mark: '✅' }],
})
