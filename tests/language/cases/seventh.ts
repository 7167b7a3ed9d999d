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
const study = of('study')
const training = of('training')
const month = of('indicator')

/** Several entries of one kind. */
function several(kind: string, say: string, is: Record<string, unknown>[], at: Where = '铺仔村'): Case {
  return { say, kind, at, is }
}

/** What a report of the kind is asked about. */
const asks = (kind: string, say: string, field: string, at: Where = '铺仔村'): Case => ({ say, kind, at, asks: field })
const talk = (say: string, at: Where = '铺仔村'): Case => ({ say, at, none: true })

/** Causes, sums, days, places and lists as they were found wanting in a reading with a clerk's eye. */
export const seventh: Case[] = [
  // An accident explains the hospital; other causes do not.
  risk('风险 符兰 摘茶叶从坎上摔下来断了腿，住院要花一万二', {
    household: '符兰',
    cause: '因意外',
    situation: '~断了腿',
    amount: 12000,
  }),
  risk('风险 黄辉 骑车摔了一跤，做手术花了三万', { household: '黄辉', cause: '因意外', situation: '~摔了一跤', amount: 30000 }),
  risk('风险 王国新 被蛇咬伤住院', { household: '王国新', cause: '因意外', situation: '~咬伤' }),
  risk('风险 王国新 查出脑梗住院', { household: '王国新', cause: '因病', situation: '~脑梗' }),
  risk('风险 黄辉 没有摔倒，是脑梗住院', { household: '黄辉', cause: '因病', situation: '~脑梗' }),
  asks('risk', '风险 符兰 女儿上大学，老伴住院', 'cause'),
  asks('risk', '风险 符兰 被车撞伤，瘫痪在床', 'cause'),
  // Sums: what was lost or paid, not what came in, is owed besides, or is paid each time.
  risk('返贫风险符兰收入下降羊子卖不上价比去年少收入两万块', {
    household: '符兰',
    cause: '收入下降',
    situation: '~羊子卖不上价',
    amount: 20000,
  }),
  risk('风险 符兰 收入下降 收入减少了三万，羊价跌', { household: '符兰', cause: '收入下降', situation: '~羊价跌', amount: 30000 }),
  risk('风险 符兰 收入下降 收入从三万减少到一万，羊价跌', { household: '符兰', cause: '收入下降', situation: '~羊价跌' }),
  risk('风险 符兰 因病 花了近五万元，借了亲戚两万', { household: '符兰', cause: '因病', situation: '~借了亲戚两万', amount: 50000 }),
  risk('风险 符兰 因病 欠医院两万', { household: '符兰', cause: '因病', situation: '~欠医院', amount: 20000 }),
  risk('风险 符兰 因病 欠债8万，每年还1万', { household: '符兰', cause: '因病', situation: '~每年还1万', amount: 80000 }),
  risk('风险 符兰 因学 每人每年学费8000元，两个孩子', { household: '符兰', cause: '因学', situation: '~两个孩子' }),
  risk('风险 符兰 因意外 对方赔了5万', { household: '符兰', cause: '因意外', situation: '对方赔了5万' }),
  risk('风险 符兰 因意外 赔了人家5万', { household: '符兰', cause: '因意外', situation: '赔了人家5万', amount: 50000 }),
  risk('风险 符兰 因病 住院花了35000，老伴照看', { household: '符兰', cause: '因病', situation: '~老伴照看', amount: 35000 }),
  risk('风险 符兰 因病 自付 12600', { household: '符兰', cause: '因病', situation: '自付 12600', amount: 12600 }),
  risk('风险 符兰 因病 吃药花了 3 年时间', { household: '符兰', cause: '因病', situation: '~3 年时间' }),
  risk('风险 符兰 因病 花了12万，报销8万，自己掏4万', { household: '符兰', cause: '因病', situation: '~报销8万', amount: 40000 }),
  // The command word behind, between, or as a title.
  risk('符兰家着火了，风险上报，家里房子烧了一间', { household: '符兰', cause: '因意外', situation: '~烧了一间' }),
  risk('王国新查出尿毒症，上报风险，每周透析三次', { household: '王国新', cause: '因病', situation: '~每周透析三次' }),
  risk('入户排查发现的风险：符兰 因病 住院', { household: '符兰', cause: '因病', situation: '住院', source: '走访发现' }),
  talk('林场着火了，风险很大，大家小心'),
  talk('督查反馈的问题已经整改完了', '和舍镇'),
  talk('督查反馈的问题，我们都整改了', '和舍镇'),
  issue('督查反馈的问题：档案缺页，时限6月25日', { content: '~档案缺页', source: '督查', due: '2023-06-25' }, '和舍镇'),
  several(
    'issue',
    '督查反馈的问题：\n1.铺仔村档案缺页 6月25日前\n2.先光村厕所没人管 7月1日前',
    [
      { content: '~档案缺页', unit: '~铺仔', source: '督查', due: '2023-06-25' },
      { content: '~厕所没人管', unit: '~先光', source: '督查', due: '2023-07-01' },
    ],
    '和舍镇',
  ),
  several(
    'issue',
    '督查反馈的问题：\n先光村、茶胡村路灯不亮 住建局 6月30日前\n铺仔村厕所冻裂 7月1日前',
    [
      { content: '~路灯不亮', unit: '~先光', department: '~住房', source: '督查', due: '2023-06-30' },
      { content: '~路灯不亮', unit: '~茶胡', department: '~住房', source: '督查', due: '2023-06-30' },
      { content: '~厕所冻裂', unit: '~铺仔', source: '督查', due: '2023-07-01' },
    ],
    '和舍镇',
  ),
  // Who went, and in whose place.
  visit('走访人林小燕 走访王国新 房顶补过了', { household: '王国新', situation: '房顶补过了', visitor: '林小燕' }),
  several('visit', '走访人林小燕 走访王国新、符兰 都正常', [
    { household: '王国新', situation: '都正常', visitor: '林小燕' },
    { household: '符兰', situation: '都正常', visitor: '林小燕' },
  ]),
  visit('代林小燕报 走访 王国新 房顶补过了', { household: '王国新', situation: '房顶补过了', visitor: '林小燕' }),
  visit('走访王国新 房顶补过了 代林小燕报', { household: '王国新', situation: '房顶补过了', visitor: '林小燕' }),
  // The verb again, with another household.
  several('visit', '6月10日走访吴多才在家养鸭，6月11日走访曾令华在家务工', [
    { household: '吴多才', situation: '在家养鸭', date: '2023-06-10' },
    { household: '曾令华', situation: '在家务工', date: '2023-06-11' },
  ]),
  several('visit', '上午走访吴多才 在家 下午走访曾令华 种瓜', [
    { household: '吴多才', situation: '在家' },
    { household: '曾令华', situation: '种瓜' },
  ]),
  asks('visit', '6.10走访吴多才6.11走访曾令华都在家', 'situation'),
  visit('走访吴多才，他说上次走访曾令华时见过', { household: '吴多才', situation: '他说上次走访曾令华时见过' }),
  several('visit', '走访 吴多才，曾令华；都在家', [
    { household: '吴多才', situation: '都在家' },
    { household: '曾令华', situation: '都在家' },
  ]),
  // Gone to, without the word 走访.
  several('visit', '今天走了王国兴、黄辉两户，都在家', [
    { household: '王国兴', situation: '~都在家', date: '2023-06-15' },
    { household: '黄辉', situation: '~都在家', date: '2023-06-15' },
  ]),
  visit('去了黄辉家，门锁着', { household: '黄辉', situation: '门锁着' }),
  talk('王国兴走了，明天出殡'),
  talk('昨天去了王国兴家吃席'),
  { say: '今天走了王国兴', none: true, mayAsk: true },
  visit('嗯那个我昨天吧去那个王国兴家里走访了他家呢都挺好的就是老人有点咳嗽', {
    household: '王国兴',
    situation: '~老人有点咳嗽',
    date: '2023-06-14',
  }),
  visit('#走访#王国兴 在县城打工', { household: '王国兴', situation: '在县城打工' }),
  // Days.
  visit('夜来走访符兰，孩子上小学', { household: '符兰', situation: '孩子上小学', date: '2023-06-14' }),
  visit('夜来去符兰家走访了，孩子上小学', { household: '符兰', situation: '孩子上小学', date: '2023-06-14' }),
  visit('走访 符兰 夜来去的 孩子上小学', { household: '符兰', situation: '孩子上小学', date: '2023-06-14' }),
  visit('走访符兰，老人夜来咳嗽睡不着', { household: '符兰', situation: '老人夜来咳嗽睡不着' }),
  asks('visit', '走访 王国新 五一那天去的 房顶补过了', 'date'),
  asks('visit', '走访 王国新 端午前一天 房顶补过了', 'date'),
  visit('走访 王国新 端午 儿子要回来过节', { household: '王国新', situation: '端午 儿子要回来过节' }),
  asks('visit', '走访 王国新 明天去 房顶补过了', 'date'),
  visit('走访 王国新 正常，明天再去', { household: '王国新', situation: '正常，明天再去' }),
  // Labels without a pause between them.
  visit('走访户主王国兴情况正常日期昨天方式电话', { household: '王国兴', situation: '正常', method: '电话', date: '2023-06-14' }),
  visit('走访 户主王国兴情况在家务工诉求没有日期昨天', {
    household: '王国兴',
    situation: '在家务工',
    needs: '没有',
    date: '2023-06-14',
  }),
  visit('走访 户主：王国兴情况：在家务工诉求：没有日期：昨天', {
    household: '王国兴',
    situation: '在家务工',
    needs: '没有',
    date: '2023-06-14',
  }),
  visit('走访户主王国兴家里情况一般身体有问题时间长了', { household: '王国兴', situation: '~家里情况一般身体有问题时间长了' }),
  visit('走访 户主：王国兴 情况：孩子出生日期：2020年1月1日', { household: '王国兴', situation: '孩子出生日期：2020年1月1日' }),
  visit('走访 户主：王国兴 情况：他提出的问题：没水', { household: '王国兴', situation: '他提出的问题：没水' }),
  // Figures behind the month's word.
  month('六月月报开工率百分之五十三点二', { values: { 开工率: 53.2 }, period: '2023-06' }, '和舍镇'),
  { say: '资金支出率53 开工率80 完工率45.5', at: '和舍镇', none: true, mayAsk: true },
  asks('indicator', '月报 2023年5月 资金支出率：53.5%；开工率：12/15', 'values', '和舍镇'),
  risk('风险 吴多才 因病 情况：胃癌 金额：6 万 来源：信访', {
    household: '吴多才',
    cause: '因病',
    situation: '胃癌',
    source: '信访',
    amount: 60000,
  }),
  // Several units: one entry each of what is to be done or was found; one of what was looked into.
  several(
    'task',
    '任务：铺仔村、先光村本周五前报低保名单',
    [
      { content: '~报低保名单', owner: '~铺仔', due: '2023-06-16' },
      { content: '~报低保名单', owner: '~先光', due: '2023-06-16' },
    ],
    '和舍镇',
  ),
  { say: '任务 先光村配合茶胡村6月20日前修路', kind: 'task', at: '和舍镇', is: [{ content: '~修路', owner: '~先光', due: '2023-06-20' }] },
  {
    say: '任务 各村上报防汛台账 6月20日前 责任 王信隆',
    kind: 'task',
    at: '和舍镇',
    is: [{ content: '各村上报防汛台账 6月20日前', owner: '王信隆', due: '2023-06-20' }],
  },
  asks('task', '任务 先光村 6月20日前完成', 'content', '和舍镇'),
  several(
    'issue',
    '问题 先光村和茶胡村的路灯都不亮',
    [
      { content: '~路灯都不亮', unit: '~先光' },
      { content: '~路灯都不亮', unit: '~茶胡' },
    ],
    '和舍镇',
  ),
  issue('问题 先光村和茶胡村交界的路没修', { content: '~交界的路没修', unit: '~先光' }, '和舍镇', { loose: ['class'] }),
  issue(
    '问题 先光村饮水管漏水 交水务局 6月30日前 来源 走访',
    { content: '先光村饮水管漏水 交水务局 6月30日前', unit: '~先光', department: '~水务', source: '走访', due: '2023-06-30' },
    '和舍镇',
    { loose: ['class'] },
  ),
  asks('issue', '问题 窑湾村 饮水 水利局 月底前', 'content', '响水镇'),
  several(
    'inspection',
    '暗访 先光村、茶胡村 村干部不在岗',
    [
      { unit: '~先光', findings: ['村干部不在岗'], type: '暗访' },
      { unit: '~茶胡', findings: ['村干部不在岗'], type: '暗访' },
    ],
    '临高县',
  ),
  several(
    'inspection',
    '督查 和舍镇台账缺，博厚镇项目慢',
    [
      { unit: '~和舍', findings: ['台账缺'] },
      { unit: '~博厚', findings: ['项目慢'] },
    ],
    '临高县',
  ),
  several(
    'inspection',
    '督查 先光村 茶胡村 都没台账',
    [
      { unit: '~先光', findings: ['都没台账'] },
      { unit: '~茶胡', findings: ['都没台账'] },
    ],
    '临高县',
  ),
  several('inspection', '督查 先光村 台账缺', [{ unit: '~先光', findings: ['台账缺'] }], '临高县'),
  several('inspection', '督查 先光村 和茶胡村交界的路没修', [{ unit: '~先光', findings: ['和茶胡村交界的路没修'] }], '临高县'),
  several(
    'inspection',
    '6月12日督查了先光村，发现3个问题：1.路灯不亮；2.垃圾没清；3.公示栏过期',
    [{ unit: '~先光', findings: ['路灯不亮', '垃圾没清', '公示栏过期'], date: '2023-06-12' }],
    '临高县',
  ),
  study('昨天去茶胡村调研了瓜菜基地，缺冷库', { unit: '~茶胡', topic: '瓜菜基地，缺冷库', date: '2023-06-14' }, '和舍镇'),
  study('今天在先光村调研了解橡胶行情', { unit: '~先光', topic: '~了解橡胶行情', date: '2023-06-15' }, '和舍镇'),
  // Meetings and trainings: held, not announced.
  meeting(
    '会议 专班例会 上周五 二十三人 议题 防返贫排查',
    { type: '专班例会', topic: '防返贫排查', attendees: 23, date: '2023-06-09' },
    '和舍镇',
  ),
  meeting(
    '和舍镇党政联席会议纪要\n时间：2023年6月12日\n地点：镇三楼\n主持：吴清雄\n参会：王信隆等15人\n议题：防返贫\n议定事项：\n1.由王信隆负责，6月20日前完成排查\n2.茶胡村6月25日前补齐台账',
    {
      type: '党政联席会',
      topic: '防返贫',
      host: '吴清雄',
      attendees: 15,
      agenda: ['防返贫'],
      date: '2023-06-12',
      decisions: [
        { text: '~完成排查', owner: '王信隆', due: '2023-06-20' },
        { text: '~补齐台账', owner: '~茶胡', due: '2023-06-25' },
      ],
    },
    '和舍镇',
  ),
  meeting('今早开了个防汛会，到了21人，讲值班', { type: '防汛会', topic: '讲值班', attendees: 21, date: '2023-06-15' }, '响水镇', {
    mayAsk: true,
  }),
  talk('开了个家庭会，商量盖房'),
  talk('镇里会议，改到下午', '和舍镇'),
  talk('镇里培训，明天下午三点', '和舍镇'),
  training(
    '县里培训，昨天下午，讲防返贫政策，45人参加',
    { topic: '~防返贫政策', attendees: 45, level: '县', date: '2023-06-14' },
    '和舍镇',
  ),
]
