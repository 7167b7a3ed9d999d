import type { Case } from './case.ts'
import type { places } from './rosters.ts'

type Where = keyof typeof places

const of =
  (kind: string) =>
  (say: string, is: Record<string, unknown>, at: Where = '铺仔村', more: Partial<Case> = {}): Case => ({ say, kind, at, is: [is], ...more })

const visit = of('visit')
const risk = of('risk')
const meeting = of('meeting')
const issue = of('issue')
const training = of('training')
const checkin = of('checkin')
const month = of('indicator')
const asks = (kind: string, say: string, field: string, at: Where = '铺仔村'): Case => ({ say, kind, at, asks: field })
const several = (kind: string, say: string, is: Record<string, unknown>[], at: Where = '和舍镇'): Case => ({ say, kind, at, is })

/** Labels, options and indicators of the same sound; sums per month; points, attendance and lists as tired people type them. */
export const eighth: Case[] = [
  // Of the same sound: taken where only one thing sounds so; a figure under an unknown label is asked about, never dropped.
  month('月报 期间:6月 资金之出率:五成七 完工率:42%', { values: { 资金支出率: 57, 完工率: 42 }, period: '2023-06' }, '和舍镇'),
  month('月报 资金之出率五成七，开工律80%', { values: { 资金支出率: 57, 开工率: 80 } }, '和舍镇'),
  month('月报 6月 资金支出率：53% 备注:两个项目延期', { values: { 资金支出率: 53 }, period: '2023-06', note: '两个项目延期' }, '和舍镇'),
  month('月报 期间:6月 开工率80% 比上月提高3个百分点', { values: { 开工率: 80 }, period: '2023-06' }, '和舍镇'),
  asks('indicator', '月报 期间:6月 投资完成额:300 完工率:42%', 'values', '和舍镇'),
  asks('indicator', '月报 用电量:300', 'values', '和舍镇'),
  risk('风险 户主:王国新 原因:因失页 情况:鞋厂关门了', { household: '王国新', cause: '因失业', situation: '鞋厂关门了' }),
  risk('风险 王国新 因失页 鞋厂关门了', { household: '王国新', cause: '因失业', situation: '鞋厂关门了' }),
  issue(
    '问题 先光村二组水塔漏水 责任单位:先光村 来源:按访 时限:月底',
    { content: '先光村二组水塔漏水', unit: '~先光', source: '暗访', due: '2023-06-30' },
    '和舍镇',
  ),
  visit('走访 户住:王国新 情矿:在家务工 日起:昨天', { household: '王国新', situation: '在家务工', date: '2023-06-14' }),
  visit('走访 王国新 事件:他家昨天吵架 情况:还行', { household: '王国新', situation: '~事件:他家昨天吵架' }),
  asks('risk', '风险 户主:王国新 原因:穷 情况:鞋厂关门了', 'cause'),
  // Sums as they were said; those for each time or head are none, and one that is paid once goes before one that is paid each month.
  risk('预警 王国新 因病 肾病透析,一个月自付三千块', { household: '王国新', cause: '因病', situation: '~透析', amount: 3000 }),
  risk('风险 王国新 因病 每月药费800元', { household: '王国新', cause: '因病', situation: '每月药费800元', amount: 800 }),
  risk('风险 王国新 因病 住院花了3万，每月自付药费800', {
    household: '王国新',
    cause: '因病',
    situation: '~每月自付药费800',
    amount: 30000,
  }),
  risk('风险 王国新 因病 透析一次400元，一周三次', { household: '王国新', cause: '因病', situation: '~一周三次' }),
  risk('风险 王国新 因病 儿子每月工资3000元', { household: '王国新', cause: '因病', situation: '~工资' }),
  risk('风险 符兰 孩子考上大学一年学费12000，拿不出来', { household: '符兰', cause: '因学', situation: '~拿不出来', amount: 12000 }),
  risk('风险 王国新 因病 花了3、4万', { household: '王国新', cause: '因病', situation: '花了3、4万' }),
  risk('风险 王国新 胃癌 自费6万 来源 走访发现 6月10号发现的', {
    household: '王国新',
    cause: '因病',
    situation: '胃癌 自费6万',
    source: '走访发现',
    amount: 60000,
    date: '2023-06-10',
  }),
  risk('王国新突发疾病住院，花费大，申请预警', { household: '王国新', cause: '因病', situation: '~花费大' }),
  // Who was there, said after the last point.
  meeting(
    '会议 党委会 昨天 研究三件事：1.低保 2.危房 3.防汛 参会11人',
    { type: '党委会', topic: '研究三件事', agenda: ['低保', '危房', '防汛'], attendees: 11, date: '2023-06-14' },
    '和舍镇',
  ),
  meeting(
    '会议 党委会 研究三件事：1.低保；2.危房；3.防汛 参会11人 主持吴清雄',
    { type: '党委会', topic: '研究三件事', agenda: ['低保', '危房', '防汛'], attendees: 11, host: '吴清雄' },
    '和舍镇',
  ),
  meeting(
    '会议 专班例会 研究防汛 议定：1.由王信隆6月20日前排查 2.茶胡村补台账，参会20人',
    {
      type: '专班例会',
      topic: '研究防汛',
      attendees: 20,
      decisions: [
        { text: '~排查', owner: '王信隆', due: '2023-06-20' },
        { text: '茶胡村补台账', owner: '~茶胡' },
      ],
    },
    '和舍镇',
  ),
  meeting(
    '会议 专班例会，6月12日，主持人王信隆，参加18人，议题：一、资金支出 二、问题整改',
    {
      type: '专班例会',
      topic: '资金支出、问题整改',
      host: '王信隆',
      attendees: 18,
      agenda: ['资金支出', '问题整改'],
      date: '2023-06-12',
    },
    '和舍镇',
  ),
  meeting('会议 专班例会 研究防汛 来了二十来个人', { type: '专班例会', topic: '研究防汛', attendees: 20 }, '和舍镇'),
  training('培训 昨天讲养蜂技术 参训五十来人', { topic: '讲养蜂技术', attendees: 50, date: '2023-06-14' }, '和舍镇'),
  visit('走访王国兴，6月12日，在家养鸭', { household: '王国兴', situation: '在家养鸭', date: '2023-06-12' }),
  visit('走访王国兴，在家，6月12日，去住院', { household: '王国兴', situation: '在家，6月12日，去住院' }),
  // 问题一, 问题二; units in a row.
  several('issue', '问题一：先光村路灯不亮；问题二：茶胡村厕所没人管', [
    { content: '先光村路灯不亮', unit: '~先光' },
    { content: '茶胡村厕所没人管', unit: '~茶胡' },
  ]),
  several('issue', '问题1：先光村路灯不亮\n问题2：茶胡村厕所没人管', [
    { content: '先光村路灯不亮', unit: '~先光' },
    { content: '茶胡村厕所没人管', unit: '~茶胡' },
  ]),
  several('task', '任务 铺仔村 先光村 茶胡村 6月25日前 报防汛台账', [
    { content: '~报防汛台账', owner: '~铺仔', due: '2023-06-25' },
    { content: '~报防汛台账', owner: '~先光', due: '2023-06-25' },
    { content: '~报防汛台账', owner: '~茶胡', due: '2023-06-25' },
  ]),
  // Away is never at the post.
  checkin('签到 外出 三天 培训', { leaving: true, reason: '三天 培训' }),
  // A given name that is an ordinary word, where one household of the village bears it.
  visit('走访海军家，在家务农', { household: '高海军', situation: '在家务农' }, '缸房村'),
  { say: '走访海军家属，都好', at: '缸房村', none: true, mayAsk: true },
]

/** A correction in words (更正 1027 …) of an entry that stands so, and what it changes; nothing where it does not say what. */
export const amendments: [kind: string, stored: Record<string, unknown>, rows: [raw: string, changes: Record<string, unknown>][]][] = [
  [
    'indicator',
    { values: { 开工率: 70, 完工率: 20 }, period: '2023-06' },
    [
      ['开工率:72%', { values: { 开工率: 72, 完工率: 20 } }],
      ['开工率改成72%，完工率25%', { values: { 开工率: 72, 完工率: 25 } }],
      ['支出率 53%', { values: { 开工率: 70, 完工率: 20, 资金支出率: 53 } }],
    ],
  ],
  [
    'risk',
    { household: '王国新', cause: '因病', situation: '肝病住院自付三万二', amount: 32000, date: '2023-06-15' },
    [
      ['金额写错了,应该是三万六', { amount: 36000 }],
      ['金额打错了 3.6万', { amount: 36000 }],
      ['金额不对，是三万六', { amount: 36000 }],
      ['金额应该是36000', { amount: 36000 }],
      ['金额三万六', { amount: 36000 }],
      ['金额少写了，应该是三万六吧', { amount: 36000 }],
      ['钱数写错了应该是三万六', { amount: 36000 }],
      ['不是三万二是三万六', { amount: 36000 }],
      ['不是32000是36000', { amount: 36000 }],
      ['是三万六不是三万二', { amount: 36000 }],
      ['三万二改成三万六', { amount: 36000 }],
      ['写错了，应该是三万六', { amount: 36000 }],
      ['原因选错了，因残', { cause: '因残' }],
      ['原因不是因病是因残', { cause: '因残' }],
      ['应该是因残', { cause: '因残' }],
      ['户主写错了应该是黄辉', { household: '黄辉' }],
      ['不是王国新，是黄辉', { household: '黄辉' }],
      ['王国兴写成王国新了', { household: '王国兴' }],
      ['日期写错了，6月10号', { date: '2023-06-10' }],
      ['不是今天是昨天', { date: '2023-06-14' }],
      ['时间不对，昨天的', { date: '2023-06-14' }],
      ['肝病改成胃病', { situation: '胃病住院自付三万二' }],
      ['情况改为胃病住院', { situation: '胃病住院' }],
      ['应该是腿摔断了，住院一个月', { situation: '腿摔断了，住院一个月' }],
      ['金额写错了', {}],
      ['报错了', {}],
      ['帮我改一下', {}],
      ['重新改一下', {}],
      ['应该是那个', {}],
    ],
  ],
  [
    'meeting',
    { type: '专班例会', topic: '研究防汛', attendees: 12, date: '2023-06-15' },
    [
      ['人数写错了，应该是15人', { attendees: 15 }],
      ['12人改成15人', { attendees: 15 }],
      ['不是12是15', { attendees: 15 }],
      ['防汛改成防火', { topic: '研究防火' }],
      ['主题写错了，是研究防火', { topic: '研究防火' }],
    ],
  ],
  [
    'visit',
    { household: '王国兴', situation: '在家务农，老人咳嗽', method: '入户', date: '2023-06-15' },
    [
      ['不是入户，是电话', { method: '电话' }],
      ['把务农改成务工', { situation: '在家务工，老人咳嗽' }],
      ['情况里的务农改成务工', { situation: '在家务工，老人咳嗽' }],
      ['老人不咳嗽了', { situation: '老人不咳嗽了' }],
      ['走访人写错了，是林小燕', { visitor: '林小燕' }],
    ],
  ],
]
