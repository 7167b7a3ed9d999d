import { defineReport, everyRole } from '../src/domain/command.ts'
import { isBeside } from '../src/domain/scope.ts'
import { leaderField, leaderRefusal } from '../src/domain/secrecy.ts'

/** 问责建议 (D7): 人大, 政协 and inspectors may propose; it is for the leader alone. */
export default defineReport({
  name: 'accountability',
  title: '问责建议',
  aliases: ['提出问责建议'],
  summary: '向领导提出问责建议，只给领导看，例如：问责建议 马岭镇 数字整改，建议约谈主要负责人',
  order: 63,
  roles: everyRole,
  matters: ['问责建议'],
  unsummed: true,
  items: 'one',
  status: 'proposed',
  secret: true,
  leaderOnly: true,
  about: { field: 'unit', outside: 'refuse' },
  wide: true,
  check(context, { leader }) {
    const { speaker, house } = context
    const may = speaker.posts.some((post) => post.role === 'inspector' || post.role === 'leader' || isBeside(house.directory, post))
    return may ? leaderRefusal(context, leader) : '问责建议由人大、政协、督查组和领导提出。'
  },
  fields: {
    unit: { type: 'unit', label: '单位', required: true, anywhere: true, each: true, hint: '马岭镇', ask: '请问针对哪个单位？' },
    content: { type: 'text', label: '建议', aliases: ['内容', '事由'], required: true, main: true, ask: '请写明问题和建议。' },
    [leaderField]: { type: 'person', label: '报送领导', aliases: ['呈送领导'] },
    date: { type: 'date', label: '日期', labelled: true },
  },
  examples: [{ say: '问责建议 {单位} 数字整改，建议约谈主要负责人', mark: '✅' }],
})
