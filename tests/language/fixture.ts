import { parseInstant } from '../../src/clock.ts'
import type { FieldSpecs } from '../../src/core/fields.ts'
import type { World } from '../../src/language/interpret.ts'
import { buildLexicon } from '../../src/language/names/lexicon.ts'
import type { CommandWords, Speaker } from '../../src/language/types.ts'
import { speakerOf, unitId, worldRoster } from './names/world-dev.ts'

const date: FieldSpecs[string] = { type: 'date', label: '日期', aliases: ['时间'] }

const reports: CommandWords[] = [
  {
    name: 'visit',
    form: 'report',
    words: ['走访', '入户', '遍访', '回访'],
    matters: ['走'],
    fields: {
      household: { type: 'household', label: '户主', aliases: ['姓名', '户', '农户'], required: true },
      situation: { type: 'text', label: '情况', aliases: ['走访情况', '家庭情况', '内容'], required: true, main: true },
      method: {
        type: 'choice',
        label: '方式',
        options: [{ name: '入户' }, { name: '电话', aliases: ['电话走访', '打电话'] }, { name: '其他' }],
      },
      needs: { type: 'text', label: '诉求', aliases: ['需求'] },
      problem: { type: 'text', label: '问题', aliases: ['存在问题'] },
      measures: { type: 'text', label: '措施', aliases: ['帮扶措施'] },
      visitor: { type: 'person', label: '走访人', aliases: ['代报', '替'] },
      companions: { type: 'people', label: '同行', aliases: ['同行人'] },
      date: { ...date, aliases: ['时间', '走访日期', '走访时间'] },
    },
  },
  {
    name: 'risk',
    form: 'report',
    words: ['风险', '预警', '返贫风险'],
    matters: ['风险户', '监测户', '监测'],
    fields: {
      household: { type: 'household', label: '户主', aliases: ['姓名', '农户'], required: true },
      cause: {
        type: 'choice',
        label: '原因',
        aliases: ['风险原因', '致贫原因'],
        required: true,
        options: [
          { name: '因病', aliases: ['住院', '手术', '大病', '生病', '透析'] },
          { name: '因残', aliases: ['残疾'] },
          { name: '因学', aliases: ['上大学', '学费'] },
          { name: '因灾', aliases: ['冰雹', '洪水', '旱灾'] },
          { name: '因意外', aliases: ['车祸', '摔伤'] },
          { name: '因住房', aliases: ['危房'] },
          { name: '因饮水' },
          { name: '因失业', aliases: ['裁员', '失业'] },
          { name: '务工不稳' },
          { name: '缺劳力' },
          { name: '因产业' },
          { name: '收入下降', aliases: ['收入减少'] },
          { name: '其他' },
        ],
      },
      situation: { type: 'text', label: '情况', aliases: ['风险情况', '具体情况'], required: true, main: true },
      source: {
        type: 'choice',
        label: '来源',
        options: ['自主申报', '走访发现', '网格排查', '集中排查', '部门预警', '电话抽查', '信访', '其他'].map((name) => ({ name })),
      },
      amount: { type: 'amount', label: '金额', aliases: ['费用', '自付'] },
      suggestion: { type: 'text', label: '建议' },
      date,
    },
  },
  {
    name: 'meeting',
    form: 'report',
    words: ['会议', '会议纪要', '纪要'],
    matters: ['会', '开会'],
    items: 'one',
    fields: {
      type: {
        type: 'choice',
        label: '类型',
        aliases: ['会议类型'],
        required: true,
        open: true,
        options: [
          { name: '党政联席会' },
          { name: '党委会' },
          { name: '常委会' },
          { name: '常务会' },
          { name: '专班会议', aliases: ['专班会'] },
          { name: '推进会' },
          { name: '例会' },
        ],
      },
      topic: { type: 'text', label: '主题', aliases: ['会议主题'], required: true, main: true },
      host: { type: 'person', label: '主持', aliases: ['主持人'] },
      attendees: { type: 'count', label: '人数', aliases: ['参会', '参会人数', '参会人员', '参加人数'] },
      agenda: { type: 'list', label: '议题', aliases: ['会议议题'] },
      decisions: { type: 'decisions', label: '议定', aliases: ['议定事项', '会议议定', '决定'] },
      date: { ...date, aliases: ['时间', '会议时间'] },
    },
  },
  {
    name: 'info',
    form: 'report',
    words: ['信息', '报送', '信息报送'],
    fields: {
      category: { type: 'choice', label: '类别', required: true, options: [{ name: '经验成效' }, { name: '问题调研' }] },
      title: { type: 'text', label: '标题', aliases: ['题目'], required: true },
      body: { type: 'text', label: '正文', aliases: ['内容'], required: true, main: true },
    },
  },
  {
    name: 'issue',
    form: 'report',
    words: ['问题', '上报问题'],
    fields: {
      content: { type: 'text', label: '内容', aliases: ['问题', '问题内容'], required: true, main: true },
      unit: { type: 'unit', label: '责任单位', aliases: ['单位'] },
      department: { type: 'unit', label: '责任部门', aliases: ['部门'] },
      class: { type: 'choice', label: '类别', open: true, options: [{ name: '住房' }, { name: '饮水' }, { name: '道路' }] },
      source: {
        type: 'choice',
        label: '来源',
        options: ['国家考核', '省级考核', '审计', '巡视巡察', '督查', '暗访', '电话抽查', '走访', '自查'].map((name) => ({ name })),
      },
      due: { type: 'date', label: '时限', aliases: ['整改时限', '截止', '期限'], direction: 'ahead' },
    },
  },
  {
    name: 'indicator',
    form: 'report',
    words: ['月报', '指标'],
    fields: {
      values: { type: 'values', label: '指标', required: true },
      period: { type: 'period', label: '期间', aliases: ['月份'] },
    },
  },
  {
    name: 'checkin',
    form: 'report',
    words: ['签到', '打卡', '到岗'],
    fields: {
      place: {
        type: 'choice',
        label: '地点',
        options: [
          { name: '村', aliases: ['到村', '在村', '村里', '村部'] },
          { name: '镇', aliases: ['到镇', '在镇', '镇上', '乡镇'] },
        ],
      },
      movement: {
        type: 'choice',
        label: '离返岗',
        options: [
          { name: '离岗', aliases: ['请假离岗'] },
          { name: '返岗', aliases: ['回岗'] },
        ],
      },
      reason: { type: 'text', label: '事由', aliases: ['原因'] },
      until: { type: 'date', label: '至', aliases: ['到'], direction: 'ahead' },
    },
  },
  {
    name: 'inspection',
    form: 'report',
    words: ['督查', '暗访', '检查'],
    items: 'unit',
    fields: {
      unit: { type: 'unit', label: '单位', aliases: ['督查单位'], required: true },
      findings: { type: 'list', label: '发现', aliases: ['问题', '发现问题'], required: true, main: true },
      type: {
        type: 'choice',
        label: '方式',
        aliases: ['类型'],
        options: [{ name: '日常督查' }, { name: '重点督查' }, { name: '专项督查' }, { name: '暗访' }],
      },
      people: { type: 'people', label: '人员' },
    },
  },
  {
    name: 'study',
    form: 'report',
    words: ['调研'],
    fields: {
      unit: { type: 'unit', label: '单位', aliases: ['地点'], required: true },
      topic: { type: 'text', label: '主题', required: true, main: true },
      findings: { type: 'text', label: '发现' },
      suggestions: { type: 'text', label: '建议' },
      date,
    },
  },
  {
    name: 'training',
    form: 'report',
    words: ['培训'],
    fields: {
      topic: { type: 'text', label: '主题', aliases: ['内容'], required: true, main: true },
      attendees: { type: 'count', label: '人数' },
      level: {
        type: 'choice',
        label: '层级',
        aliases: ['级别'],
        options: [
          { name: '县', aliases: ['县级'] },
          { name: '镇', aliases: ['镇级', '乡镇'] },
          { name: '村', aliases: ['村级'] },
        ],
      },
      date,
    },
  },
  {
    name: 'task',
    form: 'report',
    words: ['任务', '交任务'],
    fields: {
      content: { type: 'text', label: '内容', required: true, main: true },
      owner: { type: 'owner', label: '责任单位', aliases: ['责任人', '责任单位或责任人'] },
      due: { type: 'date', label: '时限', aliases: ['截止', '期限'], direction: 'ahead' },
    },
  },
]

function query(name: string, words: string[], asks: string[], alone = false): CommandWords {
  return { name, form: 'query', words, asks, ...(alone ? { alone } : {}) }
}

const queries: CommandWords[] = [
  query('household', ['档案'], ['{household}情况', '{household}怎么样', '{household}咋样', '{household}走访过', '{household}']),
  query(
    'ranking',
    ['排名', '排行'],
    ['名次', '前{N}', '后{N}', '倒数{N}', '第一', '垫底', '最慢', '最快', '最好', '最差', '对比', '比一比', '谁快', '谁慢'],
  ),
  query(
    'missing',
    ['没走的', '未走访', '未报'],
    ['谁…没', '谁…未', '哪些村…没', '哪些镇…没', '哪些…没报', '没报', '没交', '没开', '没走', '还有谁', '谁还'],
  ),
  query(
    'ledger',
    ['台账', '明细', '清单'],
    [
      '风险户',
      '有没有新增',
      '新增',
      '哪些问题',
      '没整改完',
      '未销号',
      '没销号',
      '现在有几户',
      '发现了多少',
      '有多少问题',
      '{unit}{matter}',
    ],
  ),
  query(
    'progress',
    ['进度', '进展'],
    ['怎么样', '咋样', '多少户', '几户', '还差几户', '完成率', '完成情况', '走访情况', '{period}{matter}'],
  ),
  query('mine', ['我的待办', '我的上报'], ['我的户', '报上了没'], true),
  query('rules', ['规定', '要报啥', '应报', '规定动作'], [], true),
  query('help', ['帮助', '怎么用', '使用说明'], [], true),
  query('export', ['导出'], ['导个表', '导表', '导一份'], true),
  query('bulletin', ['通报'], [], true),
  query('board', ['看板'], [], true),
  query('policy', ['政策'], [], true),
]

const actions = [
  '改',
  '撤',
  '补',
  '查',
  '收到',
  '核实',
  '纳入',
  '交办',
  '销号',
  '回访',
  '整改',
  '签字',
  '退回',
  '延期',
  '办结',
  '救助',
].map((word, index): CommandWords => ({ name: `action${index}`, form: 'action', words: word === '改' ? ['改', '更正'] : [word] }))

const words = ['绑定', '解绑', '我是', '授权', '静默', '恢复', '确认身份', '管理员', '通报批评'].map(
  (word, index): CommandWords => ({ name: `word${index}`, form: 'word', words: [word] }),
)

/** Commands like those of the product: every form, every type of field. */
export const commands: CommandWords[] = [...reports, ...queries, ...actions, ...words]

/** The fields of a report of the fixture. */
export function fieldsOf(name: string): FieldSpecs {
  return commands.find((command) => command.name === name)?.fields ?? {}
}

export const lexicon = buildLexicon(worldRoster)

/** Names of the bot: one holds a space. */
export const botNames = ['乡报助手', '乡报 助手']

/** The world of a speaker whose post is in the unit; 2023-06-15 is a Thursday. */
export function worldOf(
  unitCode: string,
  {
    now = '2023-06-15T08:45:00+08:00',
    speaker = speakerOf(unitCode),
    voice = false,
  }: { now?: string; speaker?: Speaker; voice?: boolean } = {},
): World {
  return { commands, lexicon, speaker, nowMs: parseInstant(now), botNames, voice }
}

/** 纸房村, 贺旗村, 琵琶寨村, 涝池村, 马岭镇, 庆城县. */
export const places = {
  zhifang: '621021103204',
  heqi: '621021103203',
  pipazhai: '621021103211',
  laochi: '621021101204',
  maling: '621021103',
  county: '621021',
} as const

/** Speaker whose scope is the whole county though his unit is below it (departments, taskforces, inspection groups). */
export function countySpeaker(unitCode: string): Speaker {
  return { scopeUnitIds: [unitId('621021')], homeUnitId: unitId(unitCode), chatUnitId: null }
}
