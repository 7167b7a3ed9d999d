import type { Case } from './case.ts'
import type { QuestionCase } from './questions.ts'
import type { places } from './rosters.ts'

type Where = keyof typeof places

const of =
  (kind: string) =>
  (say: string, is: Record<string, unknown>, at: Where = '铺仔村'): Case => ({ say, kind, at, is: [is] })

const visit = of('visit')
const risk = of('risk')
const issue = (say: string, is: Record<string, unknown>): Case => of('issue')(say, is, '和舍镇')
const task = (say: string, is: Record<string, unknown>): Case => of('task')(say, is, '和舍镇')
const meeting = (say: string, is: Record<string, unknown>): Case => of('meeting')(say, is, '和舍镇')
const training = (say: string, is: Record<string, unknown>): Case => of('training')(say, is, '和舍镇')
const several = (say: string, is: Record<string, unknown>[]): Case => ({ say, kind: 'visit', is })
const none = (say: string, at: Where = '铺仔村'): Case => ({ say, at, none: true, mayAsk: true })

/** How one went about it; labels dictated in one breath; names before the verb; particles of dialects. */
export const ninth: Case[] = [
  // Nobody was there in person: it decides whether the visit counts.
  {
    say: '走访\n1 王国兴 橡胶开割了\n2 黄辉 电话打过了,人在宁夏包工地',
    kind: 'visit',
    is: [
      { household: '王国兴', situation: '橡胶开割了' },
      { household: '黄辉', situation: '电话打过了,人在宁夏包工地', method: '电话' },
    ],
  },
  visit('走访 王国兴 人在宁夏包工地，电话打过了', { household: '王国兴', situation: '~宁夏包工地', method: '电话' }),
  visit('走访 王国兴 打过电话了，在外打工', { household: '王国兴', situation: '~在外打工', method: '电话' }),
  visit('走访 王国兴 给他打了电话，在外打工', { household: '王国兴', situation: '~在外打工', method: '电话' }),
  visit('走访 王国兴 昨天和他女儿通过电话，老人身体好', { household: '王国兴', situation: '~老人身体好', method: '电话' }),
  visit('走访 王国兴 打电话联系的，在东方打工', { household: '王国兴', situation: '~在东方打工', method: '电话' }),
  visit('走访 王国兴 电话问过，说都好', { household: '王国兴', situation: '~说都好', method: '电话' }),
  visit('走访 王国兴 微信问了，在广东打工', { household: '王国兴', situation: '~在广东打工', method: '其他' }),
  visit('走访 王国兴 人在海口，我们视频看了看，家里都好', { household: '王国兴', situation: '~家里都好', method: '其他' }),
  visit('走访 王国兴 跟他儿子视频了，都好', { household: '王国兴', situation: '~都好', method: '其他' }),
  visit('走访 王国兴 用微信聊了聊，说工资按时发', { household: '王国兴', situation: '~工资按时发', method: '其他' }),
  // The household's own calls say nothing of how it was visited, and who stood at the door was there.
  visit('走访 王国兴 儿子打电话说过年不回来', { household: '王国兴', situation: '儿子打电话说过年不回来' }),
  visit('走访 王国兴 老人打过电话给村医，现在好了', { household: '王国兴', situation: '老人打过电话给村医，现在好了' }),
  visit('走访 王国兴 正在看视频学养蜂', { household: '王国兴', situation: '正在看视频学养蜂' }),
  visit('走访 王国兴 家里欠了电费，电话停机', { household: '王国兴', situation: '家里欠了电费，电话停机' }),
  visit('走访 王国兴 到他家里没人，后来打电话问的', { household: '王国兴', situation: '到他家里没人，后来打电话问的' }),
  visit('入户王国兴家，他正和儿子视频', { household: '王国兴', situation: '他正和儿子视频', method: '入户' }),
  {
    say: '走访 王国兴 老两口在家，跟儿子视频了一下都好',
    kind: 'visit',
    at: '铺仔村',
    asks: 'method',
  },
  { say: '走访 王国兴 打工去了，只有老人在家，电话联系了儿子', kind: 'visit', at: '铺仔村', asks: 'method' },
  visit('走访 王国兴 打过电话了，老人在家，身体好', { household: '王国兴', situation: '~老人在家', method: '电话' }),
  visit('走访 王国兴 人不在家，电话联系了', { household: '王国兴', situation: '人不在家', method: '电话' }),
  // Who went along, before the home; what he said then.
  visit('昨天下午和第一书记陈文博一起去王国兴家走访，房子漏雨', {
    household: '王国兴',
    situation: '房子漏雨',
    companions: ['陈文博'],
    date: '2023-06-14',
  }),
  visit('和林小燕一块去符兰家走访了，在家务农', { household: '符兰', situation: '在家务农', companions: ['林小燕'] }),
  visit('走访王国兴时他说自来水不通，已经报水务局', { household: '王国兴', situation: '=他说自来水不通，已经报水务局' }),
  // What was paid oneself is the amount, beside a total.
  risk('返贫风险王国兴因病他老婆查出来肝硬化前前后后花了四万二报销完自己还掏一万八千五', {
    household: '王国兴',
    cause: '因病',
    situation: '~报销完自己还掏一万八千五',
    amount: 18500,
  }),
  risk('风险 王国兴 因病 总共花了八万，报了五万，自己还出了三万', {
    household: '王国兴',
    cause: '因病',
    situation: '~八万',
    amount: 30000,
  }),
  risk('风险 王国兴 因病 花了8万自家掏了3万', { household: '王国兴', cause: '因病', situation: '~8万', amount: 30000 }),
  risk('风险 王国兴 因病 住院总费用6万，个人还要负担两万', { household: '王国兴', cause: '因病', situation: '~6万', amount: 20000 }),
  risk('风险 王国兴 因病 前后花了五万，家里还得掏一万五', { household: '王国兴', cause: '因病', situation: '~五万', amount: 15000 }),
  risk('风险 王国兴 因病 住院花了七万，本人也垫了两万六', { household: '王国兴', cause: '因病', situation: '~七万', amount: 26000 }),
  // Labels dictated without a pause: what a field took does not stand in the content as well.
  issue('上报问题水管漏水责任单位先光村来源走访七月十五号前解决', {
    content: '=水管漏水',
    unit: '~先光',
    source: '走访',
    due: '2023-07-15',
  }),
  issue('问题路灯不亮好几天了责任单位先光村来源督查', { content: '=路灯不亮好几天了', unit: '~先光', source: '督查' }),
  issue('问题 水塔漏水责任部门水务局来源自查6月30日前整改', {
    content: '=水塔漏水',
    department: '~水务局',
    source: '自查',
    due: '2023-06-30',
  }),
  issue('问题 一组水管冻裂单位先光村来源自查', { content: '=一组水管冻裂', unit: '~先光', source: '自查' }),
  issue('上报问题厕所没人打扫责任单位茶胡村', { content: '=厕所没人打扫', unit: '~茶胡' }),
  issue('问题 手册填错来源不清的有三本', { content: '手册填错来源不清的有三本' }),
  issue('问题 找不到责任单位先光村说不归他们管', { content: '找不到责任单位先光村说不归他们管', unit: '~先光' }),
  issue('问题 督查组反馈先光村厕所没人管，请先光村6月25日前整改', {
    content: '~厕所没人管',
    unit: '~先光',
    source: '督查',
    due: '2023-06-25',
  }),
  issue('问题 水压不够，请水务局月底前解决', { content: '~水压不够', department: '~水务局', due: '2023-06-30' }),
  issue('问题 手册填错了，由茶胡村负责整改', { content: '~手册填错了', unit: '~茶胡' }),
  issue('问题 路灯坏了，要求茶胡村立即修复', { content: '~路灯坏了', unit: '~茶胡' }),
  issue('问题 村里请先光村干部吃饭', { content: '村里请先光村干部吃饭' }),
  // Two units of one kind, parted from what is to be done: each is told.
  {
    say: '任务 先光村 茶胡村 6月25日前报危房名单',
    kind: 'task',
    at: '和舍镇',
    is: [
      { content: '~报危房名单', owner: '~先光', due: '2023-06-25' },
      { content: '~报危房名单', owner: '~茶胡', due: '2023-06-25' },
    ],
  },
  {
    say: '任务 先光村和茶胡村 报危房名单',
    kind: 'task',
    at: '和舍镇',
    is: [
      { content: '报危房名单', owner: '~先光' },
      { content: '报危房名单', owner: '~茶胡' },
    ],
  },
  issue('问题 先光村 水务局 管道漏水', { content: '管道漏水', unit: '~先光', department: '~水务局' }),
  task('任务核对名单责任单位先光村时限6月20日', { content: '=核对名单', owner: '~先光', due: '2023-06-20' }),
  none('问题出在责任单位身上', '和舍镇'),
  none('问题不大'),
  meeting('会议前天下午开的村民代表会商量灌溉渠咋修来了三十六个人吴清雄主持', {
    type: '村民代表会',
    topic: '=商量灌溉渠咋修',
    attendees: 36,
    host: '吴清雄',
    date: '2023-06-13',
  }),
  meeting('会议昨天开的专班例会研究防汛来了二十个人吴清雄主持', {
    type: '专班例会',
    topic: '=研究防汛',
    attendees: 20,
    host: '吴清雄',
    date: '2023-06-14',
  }),
  meeting('会议昨天下午三点开的党委会研究危房来了九个人王信隆主持', {
    type: '党委会',
    topic: '=研究危房',
    attendees: 9,
    host: '王信隆',
    date: '2023-06-14',
  }),
  meeting('会议今天开了个专班例会研究低保参会十二人', { type: '专班例会', topic: '=研究低保', attendees: 12, date: '2023-06-15' }),
  training('培训昨天讲养蜂来了三十个人', { topic: '=讲养蜂', attendees: 30, date: '2023-06-14' }),
  none('会议前天下午改期了', '和舍镇'),
  none('会议昨天开完了', '和舍镇'),
  // 了 as it is said in the north-west and in the south.
  visit('今儿走访咧王国兴家，猪崽子下了十一个，死咧两个，其他没麻达', {
    household: '王国兴',
    situation: '猪崽子下了十一个，死咧两个，其他没麻达',
    date: '2023-06-15',
  }),
  visit('走访勒王国兴，在家', { household: '王国兴', situation: '在家' }),
  visit('昨天走访嘞王国兴家 老人咳嗽', { household: '王国兴', situation: '老人咳嗽', date: '2023-06-14' }),
  visit('今天去咯王国兴家走访 都好', { household: '王国兴', situation: '都好', date: '2023-06-15' }),
  visit('走访哩王国兴，在家种地哩', { household: '王国兴', situation: '在家种地哩' }),
  // Names before the verb, and the day before 去.
  several('王国兴、黄辉 今天都走访了 都正常', [
    { household: '王国兴', situation: '都正常', date: '2023-06-15' },
    { household: '黄辉', situation: '都正常', date: '2023-06-15' },
  ]),
  several('王国兴 黄辉都走访了,正常', [
    { household: '王国兴', situation: '正常' },
    { household: '黄辉', situation: '正常' },
  ]),
  several('王国兴、黄辉、符兰昨天走访了，都正常', [
    { household: '王国兴', situation: '都正常', date: '2023-06-14' },
    { household: '黄辉', situation: '都正常', date: '2023-06-14' },
    { household: '符兰', situation: '都正常', date: '2023-06-14' },
  ]),
  several('王国兴和黄辉家昨天都入户了，没有困难', [
    { household: '王国兴', situation: '没有困难', method: '入户', date: '2023-06-14' },
    { household: '黄辉', situation: '没有困难', method: '入户', date: '2023-06-14' },
  ]),
  several('王国兴、黄辉都走访过了，在家务农', [
    { household: '王国兴', situation: '在家务农' },
    { household: '黄辉', situation: '在家务农' },
  ]),
  none('王国兴、黄辉走访了没有'),
  visit('6.13去符兰家，猪死了两头', { household: '符兰', situation: '猪死了两头', date: '2023-06-13' }),
  visit('6月13日去符兰家，猪死了两头', { household: '符兰', situation: '猪死了两头', date: '2023-06-13' }),
  visit('昨天到王国兴家 在家务农', { household: '王国兴', situation: '在家务农', date: '2023-06-14' }),
  none('我去符兰家拿东西，马上回来'),
  none('昨天去符兰家吃饭'),
  none('明天去符兰家，看看猪'),
  // Behind a pause other words begin, whatever is glued to the value before; 请假离岗 is away.
  visit('走访 户主:王国兴 日期:6月12日下午 在家编竹筐', { household: '王国兴', situation: '在家编竹筐', date: '2023-06-12' }),
  visit('走访 户主:王国兴 时间:昨天上午去的，老人咳嗽', { household: '王国兴', situation: '老人咳嗽', date: '2023-06-14' }),
  meeting('会议纪要 专班例会 时间6月12日下午 研究防汛 主持王信隆 参会15人', {
    type: '专班例会',
    topic: '研究防汛',
    host: '王信隆',
    attendees: 15,
    date: '2023-06-12',
  }),
  { say: '签到 请假离岗 到县里办事 6月18日回', kind: 'checkin', is: [{ leaving: true, reason: '~到县里办事', until: '2023-06-18' }] },
  { say: '签到 已返岗', kind: 'checkin', is: [{ returning: true }] },
  // Points numbered without a dot.
  meeting('会议 党委会 议题:1选点 2资金', { type: '党委会', topic: '选点、资金', agenda: ['选点', '资金'] }),
  meeting('会议 党委会 议题：1选点2资金 3防汛', { type: '党委会', topic: '选点、资金、防汛', agenda: ['选点', '资金', '防汛'] }),
  meeting('会议 党委会 主题:防汛 议题:2个村的水库，1个镇的渠', {
    type: '党委会',
    topic: '防汛',
    agenda: ['2个村的水库，1个镇的渠'],
  }),
]

const inMonth = { matter: 'visit', period: '2023-06' }

/** What was not done yet among some households, who went to one, what oneself reported: asked by a village cadre of 铺仔村. */
export const ninthQuestions: QuestionCase[] = [
  { text: '监测户里头还有哪些这个月没走访的', command: 'missing', ...inMonth },
  { text: '监测户里面这个月还有哪些没入户', command: 'missing', ...inMonth },
  { text: '脱贫户还有哪些没走访', command: 'missing', matter: 'visit' },
  { text: '风险户里面还有哪几户没入户', command: 'missing', matter: 'visit' },
  { text: '监测户还有几户没走访', command: 'missing', matter: 'visit' },
  { text: '上周我报了几条', command: 'mine', period: '2023-W23' },
  { text: '我这个月报了几条走访', command: 'mine', ...inMonth },
  { text: '我昨天报了多少条', command: 'mine', period: '2023年6月14日' },
  { text: '今天我报了几户', command: 'mine', period: '2023年6月15日' },
  { text: '这周我一共报了几条', command: 'mine', period: '2023-W24' },
  { text: '王国兴家最近谁走访过', command: 'household', matter: 'visit' },
  { text: '最近谁去过王国兴家', command: 'household' },
  { text: '王国兴家走访过几次', command: 'household', matter: 'visit' },
  { text: '王国兴家上次谁入户的', command: 'household', matter: 'visit' },
  { text: '符兰家谁去的', command: 'household' },
]

/** Two households of one surname that are offered. */
export const kin = [
  { id: 21, name: '霍正清', note: '一组 脱贫户' },
  { id: 22, name: '霍正明', note: '二组 一般户' },
]

/** Answers by the given name, by the home, by the group. */
export const kinChoices: [typed: string, chosen: number | null][] = [
  ['正明他家', 22],
  ['霍正明家', 22],
  ['正明', 22],
  ['明明他家的', 22],
  ['正清家的那个', 21],
  ['清清家', 21],
  ['二组那个', 22],
  ['一组的', 21],
  ['正正家', null],
  ['他家', null],
  ['霍家', null],
]

/** What is said behind the number of a case, with few words (闲置 1014 又停用), and the one text that it is. */
export const fewWords = ['又停用', '停了', '亏损', '停用半年', '冷库又停用']

/** A year behind its label, and its key. */
export const years: [typed: string, key: string][] = [
  ['年度：2022', '2022'],
  ['年度:2024年', '2024'],
  ['年度 ：2023', '2023'],
  ['计划年度：2024', '2024'],
  ['年度=2022，计划完工：9月30日', '2022'],
]
