import { defineReport } from '../src/domain/command.ts'
import { exclusion, unfilledLists } from '../src/domain/project-rules.ts'

/** 项目 (A9, A11, C6, E2): one that enters the library; what becomes of it are steps (src/domain/workflows/project.ts). */
export default defineReport({
  name: 'project',
  title: '项目',
  aliases: ['项目 入库', '项目入库', '入库项目'],
  summary: '项目、示范点入库：名称、资金、是否产业、工作组和包抓领导；之后按名称报开工、支出、完工、验收、移交',
  order: 54,
  roles: ['reporter', 'manager', 'leader', 'admin'],
  measure: '个',
  matters: ['项目', '示范点', '样板点', '示范村', '试点村'],
  classField: 'class',
  status: 'library',
  about: { field: 'unit', outside: 'refuse' },
  derives(context, { values }) {
    const name = String(values.name ?? '')
    const reason = exclusion(context.house, name)
    if (reason !== null) return reason
    const unfilled = unfilledLists(context.house)
    // Typed without labels the amount stands behind the name; it has its own field.
    const bare = name.replace(/[\s,，]*[\d.]+\s*(?:万|亿)?元?$/, '')
    return { name: bare === '' ? name : bare, ...(unfilled === null ? {} : { libraryCheck: unfilled }) }
  },
  next: ({ no }) => `开工后请发：项目 开工 ${no}（也可以写项目名称）`,
  fields: {
    name: {
      type: 'text',
      label: '名称',
      aliases: ['项目名称', '项目'],
      required: true,
      main: true,
      hint: '三组蓄水池改造',
      ask: '请问项目叫什么名称？例如：三组蓄水池改造',
    },
    unit: { type: 'unit', label: '实施单位', aliases: ['单位', '村', '地点', '实施地点'], hint: '纸房村' },
    class: {
      type: 'choice',
      label: '类型',
      aliases: ['类别', '示范类型'],
      labelled: true,
      open: true,
      options: [
        { name: '产业项目' },
        { name: '基础设施' },
        { name: '公共服务' },
        { name: '以工代赈' },
        { name: '省级示范乡镇', aliases: ['示范乡镇'] },
        { name: '省级示范村' },
        { name: '市级示范村' },
        { name: '县级示范村' },
        { name: '乡级示范村' },
        { name: '先行示范村点', aliases: ['样板点', '先行示范村'] },
        { name: '楷模村' },
        { name: '示范镇' },
        { name: '示范村' },
        { name: '试点村' },
      ],
    },
    allocated: { type: 'amount', label: '下达额', aliases: ['下达资金', '计划资金', '资金', '金额', '计划投资', '投资'], hint: '30万元' },
    source: {
      type: 'choice',
      label: '资金来源',
      aliases: ['来源'],
      labelled: true,
      open: true,
      options: [
        { name: '中省衔接资金', aliases: ['中省财政衔接资金', '中央衔接资金', '省级衔接资金', '中省', '中央', '省级'] },
        { name: '市级资金', aliases: ['市级'] },
        { name: '县级资金', aliases: ['县级'] },
        { name: '社会资金', aliases: ['企业', '社会'] },
      ],
    },
    industry: {
      type: 'choice',
      label: '产业',
      aliases: ['是否产业', '用于产业'],
      labelled: true,
      options: [
        { name: '是', aliases: ['产业'] },
        { name: '否', aliases: ['不是', '非产业'] },
      ],
    },
    group: { type: 'text', label: '工作组', labelled: true, hint: '产业专班' },
    leader: { type: 'person', label: '包抓领导', aliases: ['领导', '包抓'], labelled: true, hint: '王建新' },
    year: { type: 'period', label: '年度', aliases: ['计划年度'], labelled: true, hint: '2024年' },
    planStart: { type: 'date', label: '计划开工', direction: 'ahead', labelled: true, hint: '4月10日' },
    planDone: { type: 'date', label: '计划完工', direction: 'ahead', labelled: true, hint: '9月30日' },
    libraryCheck: { type: 'text', label: '入库核对', given: true },
    date: { type: 'date', label: '日期', aliases: ['入库日期', '时间'], hint: '昨天' },
  },
  examples: [
    { say: '项目 入库 名称：三组蓄水池改造 下达额：30万元 资金来源：中省衔接资金 产业：否', mark: '✅' },
    { say: '项目 名称：苹果分选线 产业：是 工作组：产业专班', mark: '✅' },
  ],
})
