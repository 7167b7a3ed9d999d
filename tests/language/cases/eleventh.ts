import type { Case } from './case.ts'
import type { places } from './rosters.ts'

type Where = keyof typeof places

const of =
  (kind: string) =>
  (say: string, is: Record<string, unknown>, at: Where = '铺仔村'): Case => ({ say, kind, at, is: [is] })

const visit = of('visit')
const risk = of('risk')
const meeting = (say: string, is: Record<string, unknown>): Case => of('meeting')(say, is, '和舍镇')
/** The same said of each of several units. */
const each = (kind: string, say: string, [key, names]: [string, string[]], is: Record<string, unknown>): Case => ({
  say,
  kind,
  at: '和舍镇',
  is: names.map((name) => ({ ...is, [key]: `~${name}` })),
})
const asks = (kind: string, say: string, field: string): Case => ({ say, kind, at: '和舍镇', asks: field })

const both = ['先光', '茶胡']

/** Several who are responsible; telephone instead of a visit; the day of a walk. */
export const eleventh: Case[] = [
  // Nobody of several is dropped: an entry each.
  each('issue', '问题 校园周边脏乱差 责任单位：先光村、茶胡村 时限:7月25日 来源:督查', ['unit', both], {
    content: '=校园周边脏乱差',
    source: '督查',
    due: '2023-07-25',
  }),
  each('issue', '问题 校园周边脏乱差 责任单位：先光村 茶胡村 时限:7月25日', ['unit', both], {
    content: '=校园周边脏乱差',
    due: '2023-07-25',
  }),
  each('issue', '问题 责任单位：先光村和茶胡村 校园周边脏乱差', ['unit', both], { content: '=校园周边脏乱差' }),
  each('issue', '问题 校园周边脏乱差责任单位先光村、茶胡村', ['unit', both], { content: '=校园周边脏乱差' }),
  each('issue', '问题 校园周边脏乱差 责任单位 先光村，茶胡村，铺仔村', ['unit', ['先光', '茶胡', '铺仔']], { content: '=校园周边脏乱差' }),
  each('issue', '问题 校园脏，请先光村、茶胡村7月25日前整改', ['unit', both], { content: '~校园脏', due: '2023-07-25' }),
  each('issue', '问题 校园脏 责任单位：先光村牵头、茶胡村配合', ['unit', both], { content: '=校园脏' }),
  {
    say: '问题 责任单位：先光村、茶胡村\n1.路灯不亮\n2.厕所没人管',
    kind: 'issue',
    at: '和舍镇',
    is: ['路灯不亮', '厕所没人管'].flatMap((content) => both.map((unit) => ({ content, unit: `~${unit}` }))),
  },
  asks('issue', '问题 校园脏 责任单位：先光村、不二村', 'unit'),
  asks('issue', '问题 校园脏 责任单位：先光村、茶胡村 责任部门：水务局、住建局', 'unit'),
  each('task', '任务 给先光村、茶胡村 报送撂荒地台账 7月20日前', ['owner', both], { content: '~报送撂荒地台账', due: '2023-07-20' }),
  each('task', '任务 给先光村 茶胡村 报送撂荒地台账 7月20日前', ['owner', both], { content: '~报送撂荒地台账', due: '2023-07-20' }),
  each('task', '任务 内容：报送台账 责任单位：先光村、茶胡村', ['owner', both], { content: '=报送台账' }),
  each('task', '任务 内容：报送台账 责任人：王信隆、吴清雄', ['owner', ['王信隆', '吴清雄']], { content: '=报送台账' }),
  each('task', '任务 内容：报送台账 责任单位：王信隆、茶胡村', ['owner', ['王信隆', '茶胡']], { content: '=报送台账' }),
  each('task', '任务 内容：报送台账 责任单位：先光村、各学校', ['owner', ['先光', '各学校']], { content: '=报送台账' }),
  each('task', '任务 报送台账 先光村、茶胡村 7月20日前', ['owner', both], { content: '~报送台账', due: '2023-07-20' }),
  { say: '任务 内容：报送台账 责任单位：各村、各部门', kind: 'task', at: '和舍镇', is: [{ content: '报送台账', owner: '各村、各部门' }] },
  each('inspection', '督查 单位：先光村、茶胡村 发现：1.无人值班 2.档案不全', ['unit', both], { findings: ['无人值班', '档案不全'] }),
  asks('study', '调研 单位：先光村、茶胡村 主题：产业', 'unit'),
  of('issue')('问题 先光村和茶胡村交界的路没修', { content: '~交界的路没修', unit: '~先光' }, '和舍镇'),

  // Somebody was asked by telephone, in whatever words.
  visit('走访 王国兴 家里没人，打的电话，说在西安打工', { household: '王国兴', situation: '~在西安打工', method: '电话' }),
  visit('走访 王国兴 没人在，打的电话', { household: '王国兴', situation: '~没人在', method: '电话' }),
  visit('走访 王国兴 电话里问的，都好', { household: '王国兴', situation: '~都好', method: '电话' }),
  visit('走访 王国兴 电话问候，身体健康', { household: '王国兴', situation: '~身体健康', method: '电话' }),
  visit('走访 王国兴 打了几个电话才通，在深圳', { household: '王国兴', situation: '~在深圳', method: '电话' }),
  visit('走访 王国兴 人在广东，电话打的', { household: '王国兴', situation: '~人在广东', method: '电话' }),
  visit('走访 王国兴 只能通过电话，他说都好', { household: '王国兴', situation: '~都好', method: '电话' }),
  visit('走访 王国兴 在外务工，是电话里说的', { household: '王国兴', situation: '~在外务工', method: '电话' }),
  visit('走访 王国兴 微信视频看了下，老人精神', { household: '王国兴', situation: '~老人精神', method: '其他' }),
  visit('走访 王国兴 视频通话，一切正常', { household: '王国兴', situation: '~一切正常', method: '其他' }),
  visit('走访 王国兴 人在外地，打的视频', { household: '王国兴', situation: '~人在外地', method: '其他' }),
  visit('走访 王国兴 走访后又电话联系了他儿子', { household: '王国兴', situation: '~又电话联系了他儿子' }),
  visit('走访 王国兴 去了没人，打的电话', { household: '王国兴', situation: '~去了没人' }),
  visit('走访 王国兴 他女婿打的电话叫他去帮忙', { household: '王国兴', situation: '~女婿打的电话' }),

  // 走 of a walk to the household, not of one who left it.
  visit('走访 王国兴 都正常，6月5日走的', { household: '王国兴', situation: '都正常', date: '2023-06-05' }),
  visit('走访 王国兴 昨天走的，正常', { household: '王国兴', situation: '正常', date: '2023-06-14' }),
  visit('走访 王国兴 儿子回来了，昨天走的', { household: '王国兴', situation: '儿子回来了，昨天走的' }),
  risk('风险 王国兴 因学 上大学一年要花一万八', { household: '王国兴', cause: '因学', situation: '上大学一年要花一万八', amount: 18000 }),
  risk('风险 王国兴 因病 心脏手术自付三万八', { household: '王国兴', cause: '因病', situation: '心脏手术自付三万八', amount: 38000 }),

  visit('走访 王国兴 电话打了三道没人接，跑到屋头一看，人在薅草，身体好', {
    household: '王国兴',
    method: undefined,
    situation: '电话打了三道没人接，跑到屋头一看，人在薅草，身体好',
  }),
  of('training')(
    '培训 防返贫监测政策 村上 21人 6月12日',
    { topic: '防返贫监测政策', level: '村', attendees: 21, date: '2023-06-12' },
    '和舍镇',
  ),

  // A longer word that names a body decides what meeting it was.
  meeting('会议 产业发展专班例会 苹果冷链建设 12人', { type: '产业发展专班例会', topic: '苹果冷链建设', attendees: 12 }),
  meeting('会议 资金资产专班例会 苹果冷链建设 12人', { type: '资金资产专班例会', topic: '苹果冷链建设', attendees: 12 }),
  meeting('会议 就业帮扶专班例会 苹果冷链建设 12人', { type: '就业帮扶专班例会', topic: '苹果冷链建设', attendees: 12 }),
  meeting('会议 专班例会 苹果冷链建设 12人', { type: '专班例会', topic: '苹果冷链建设', attendees: 12 }),
  meeting('会议 铺仔村例会 苹果冷链建设 12人', { type: '村级例会', topic: '苹果冷链建设', attendees: 12 }),
  meeting('会议 和舍镇例会 苹果冷链建设 12人', { type: '和舍镇例会', topic: '苹果冷链建设', attendees: 12 }),
]

const monthly = (say: string, values: Record<string, number>): Case => ({ say, kind: 'indicator', at: '和舍镇', is: [{ values }] })
const sums = { 资金支出率: 53, 下达额: 2_000_000, 支出额: 1_060_000 }

/** The rate of spending from its two sums (counting-rules 15). */
export const spending: Case[] = [
  monthly('月报 资金支出率：下达额 200万 支出额 106万 开工率 80%', { ...sums, 开工率: 80 }),
  monthly('月报 下达额 200万元 支出额 106万元', sums),
  monthly('月报 下达额200万元，支出额106万元，开工率80%', { ...sums, 开工率: 80 }),
  monthly('月报 下达资金 200万 已支出 106万', sums),
  monthly('月报 资金支出率53% 下达额 200万元 支出额 106万元', sums),
  monthly('月报 下达额 200 支出额 106', { 资金支出率: 53 }),
  monthly('月报 资金支出 53% 开工率 80%', { 资金支出率: 53, 开工率: 80 }),
  asks('indicator', '月报 资金支出率60% 下达额 200万元 支出额 106万元', 'values'),
  asks('indicator', '月报 下达额 200万元', 'values'),
  asks('indicator', '月报 支出额 106万元', 'values'),
  asks('indicator', '月报 下达额 100万 支出额 106万', 'values'),
]
