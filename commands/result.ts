import { defineReport } from '../src/domain/command.ts'
import { consequenceOf } from '../src/domain/results.ts'
import { isAdmin } from '../src/domain/scope.ts'

/** What a township may enter of its own villages and people; all else is for the root's office. */
const LOCAL = ['业务大比武', '表彰奖励', '驻村考核']

/** 结果 (A14, B8, B14, B18): an assessment, prize, contest or veto as a document states it, never derived from the bot's figures (counting-rules 16). */
export default defineReport({
  name: 'result',
  title: '结果',
  aliases: ['考核结果录入', '录入结果'],
  summary: '按文件录入考核结果、奖励、比武名次、一票否决，要写文号',
  order: 85,
  roles: ['manager', 'admin'],
  unsummed: true,
  matters: ['结果', '考核结果'],
  classField: 'type',
  about: { field: 'unit', outside: 'refuse' },
  check({ speaker, house }, { type }) {
    if (LOCAL.includes(String(type))) return null
    const root = house.directory.root?.id
    const may = isAdmin(speaker) || speaker.posts.some(({ role, unitId }) => role === 'manager' && unitId === root)
    return may ? null : '国家、省级考核，绩效考核和一票否决由县（市）主管部门办公室按文件录入。'
  },
  derives: ({ house }, { values }) => consequenceOf(house, values),
  fields: {
    type: {
      type: 'choice',
      label: '类别',
      aliases: ['类型'],
      required: true,
      options: [
        { name: '省级考核', aliases: ['省考'] },
        { name: '国家考核', aliases: ['国考'] },
        { name: '绩效考核', aliases: ['绩效评价', '资金绩效'] },
        { name: '业务大比武', aliases: ['大比武', '比武'] },
        { name: '表彰奖励', aliases: ['表彰', '奖励'] },
        { name: '驻村考核' },
        { name: '一票否决', aliases: ['否决', '不得评优'] },
      ],
      ask: '请问是哪一类：省级考核、国家考核、绩效考核、业务大比武、表彰奖励、驻村考核，还是一票否决？',
    },
    document: {
      type: 'text',
      label: '文号',
      aliases: ['文件', '依据', '链接'],
      required: true,
      labelled: true,
      ask: '请写文件文号或链接：结果只按文件录入。',
    },
    unit: { type: 'unit', label: '单位', hint: '马岭镇' },
    person: { type: 'person', label: '人员', aliases: ['姓名'], labelled: true },
    level: {
      type: 'choice',
      label: '层级',
      labelled: true,
      options: [
        { name: '县', aliases: ['县级'] },
        { name: '镇', aliases: ['镇级', '乡镇'] },
        { name: '村', aliases: ['村级'] },
      ],
    },
    grade: {
      type: 'choice',
      label: '等次',
      aliases: ['评定', '等级'],
      labelled: true,
      open: true,
      options: [{ name: '优秀' }, { name: 'A' }],
    },
    place: { type: 'count', label: '名次', aliases: ['排名'], labelled: true, hint: '1' },
    points: { type: 'text', label: '加分', aliases: ['得分', '分值'], labelled: true, hint: '2' },
    note: { type: 'text', label: '说明', main: true },
    award: { type: 'text', label: '奖励', given: true },
    consequence: { type: 'text', label: '后果', given: true },
    date: { type: 'date', label: '日期', aliases: ['时间', '文件日期'], hint: '昨天' },
  },
  examples: [{ say: '结果 业务大比武 层级：镇 名次：1 文号：示例〔2023〕1号', mark: '✅' }],
})
