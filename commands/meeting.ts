import type { Option } from '../src/core/fields.ts'
import type { Entry } from '../src/core/nouns.ts'
import { defineReport, everyRole } from '../src/domain/command.ts'
import type { Draft } from '../src/domain/entries.ts'
import { jointFields } from '../src/domain/joint-meetings.ts'
import { contradict, isAlike } from '../src/domain/twins.ts'

const types: Option[] = [
  { name: '领导小组会议', aliases: ['领导小组会'] },
  { name: '专班调度会', aliases: ['专班调度会议'] },
  { name: '专班会议' },
  { name: '专班例会' },
  { name: '专责工作组会议', aliases: ['专责组会议', '工作组会议'] },
  { name: '调度会', aliases: ['调度会议'] },
  { name: '推进会', aliases: ['推进会议', '现场推进会'] },
  { name: '县委常委会', aliases: ['县委常委会议', '常委会', '常委会议', '区委常委会', '市委常委会'] },
  { name: '政府常务会', aliases: ['政府常务会议', '常务会', '常务会议', '县政府常务会', '县政府常务会议'] },
  { name: '联席会议', aliases: ['联席会', '行业帮扶联席会议', '行业联席会议'] },
  { name: '专项工作组会议', aliases: ['专项组会议'] },
  { name: '党政联席会', aliases: ['党政联席会议'] },
  { name: '党委会', aliases: ['党委会议'] },
  { name: '村级例会', aliases: ['村例会', '例会'] },
  { name: '村民代表会', aliases: ['村民代表会议'] },
]

/** 会议 (A6): a meeting held, with what it decided; 议定 become action items. */
export default defineReport({
  name: 'meeting',
  title: '会议',
  aliases: ['纪要', '会议纪要'],
  summary: '报一次会议，可以整篇粘贴会议纪要',
  order: 30,
  roles: everyRole.filter((role) => role !== 'inspector'),
  matters: ['会议', '会', '开会', '调度会'],
  items: 'one',
  classField: 'type',
  derives: (context, about) => jointFields(context, about, types),
  resembles: (draft, entry) => isAlike(draft.fields.topic, entry.fields.topic) || isSameByAnother(draft, entry),
  fields: {
    type: {
      type: 'choice',
      label: '类型',
      aliases: ['会议类型'],
      required: true,
      open: true,
      ask: '请问是什么会议？例如：领导小组会议、专班调度会、推进会、党政联席会、村级例会',
      options: types,
    },
    topic: {
      type: 'text',
      label: '主题',
      aliases: ['会议主题', '议题名称'],
      required: true,
      main: true,
      hint: '产业奖补资金兑付',
      ask: '请问会议主题是什么？',
    },
    host: { type: 'person', label: '主持', aliases: ['主持人'] },
    attendees: {
      type: 'count',
      label: '人数',
      aliases: ['参会人数', '参会', '参加人数', '参加', '参会人员', '参加人员', '出席', '出席人员'],
      hint: '16人',
    },
    agenda: { type: 'list', label: '议题', aliases: ['议程', '会议议题'] },
    decisions: { type: 'decisions', label: '议定', aliases: ['议定事项', '会议议定', '决定'], hint: '1.马岭镇负责6月30日前完成核实' },
    joint: { type: 'list', label: '合并召开', aliases: ['合并召开单位', '联合召开'], hint: '领导小组、产业专班' },
    date: { type: 'date', label: '日期', aliases: ['时间', '会议时间', '会议日期'], hint: '6月18日' },
  },
  examples: [
    { say: '会议 类型:调度会 主题:防返贫监测排查 人数:16人', mark: '✅' },
    { say: '会议纪要\n类型：推进会\n主题：人居环境整治\n人数：31人\n议定：\n1.{村}本月底前清理河道垃圾', mark: '✅' },
  ],
})

/** Two colleagues word one meeting differently; who reports twice himself knows that there were two. */
function isSameByAnother(draft: Draft, entry: Entry): boolean {
  return draft.class === entry.class && draft.typedById !== entry.typedById && !contradict(draft.fields.topic, entry.fields.topic)
}
