import { defineReport } from '../src/domain/command.ts'

/** 召回 and other decisions on a person (B10, D7): only with level, hearing and number of the decision, for inspectors and the leader alone (counting-rules 23). */
export default defineReport({
  name: 'recall',
  title: '召回',
  aliases: ['处理决定', '个人处理'],
  summary:
    '记对个人的处理：要写依据、级别、申辩和决定文号，只给督查员和领导看，例如：召回 张三 擅自离岗 级别:市级 申辩:本人认可 文号:某驻办〔2023〕5号',
  order: 62,
  roles: ['inspector', 'leader', 'manager', 'admin'],
  matters: ['召回', '个人处理'],
  measure: '人次',
  unsummed: true,
  items: 'one',
  classField: 'type',
  secret: true,
  about: { field: 'person', outside: 'refuse' },
  wide: true,
  defaults: (context) => ({ type: /处理/.test(context.message.text) ? '其他' : '召回' }),
  fields: {
    person: { type: 'owner', label: '人员', aliases: ['姓名', '对象'], required: true, each: true, hint: '张三', ask: '请问是哪一位？' },
    basis: { type: 'text', label: '依据', aliases: ['事由', '问题'], required: true, main: true, ask: '请写明查实的问题和依据。' },
    level: {
      type: 'choice',
      label: '级别',
      aliases: ['检查级别'],
      required: true,
      labelled: true,
      options: ['国家级', '省级', '市级', '县级'].map((name) => ({ name, aliases: [name.slice(0, -1)] })),
      ask: '请问是哪一级检查发现的：国家级、省级、市级，还是县级？',
    },
    hearing: {
      type: 'text',
      label: '申辩',
      aliases: ['本人申辩'],
      required: true,
      labelled: true,
      ask: '请写明本人申辩的情况；没有意见的写：本人认可',
    },
    decision: {
      type: 'text',
      label: '文号',
      aliases: ['决定文号', '决定'],
      required: true,
      labelled: true,
      ask: '请写明处理决定的文号；还没有决定的，等决定后再记。',
    },
    type: { type: 'choice', label: '处理', options: ['约谈', '取消评优', '召回', '其他'].map((name) => ({ name })) },
    date: { type: 'date', label: '日期', labelled: true },
  },
  check: (_context, { decision }) => (/\d/.test(String(decision)) ? null : '处理决定的文号要有编号，例如：某驻办〔2023〕5号。没有记录。'),
  examples: [{ say: '召回 李四 依据：无故缺岗 级别：市级 申辩：本人认可 文号：某驻办〔2023〕5号', mark: '❓' }],
})
