import type { Case } from './case.ts'
import type { QuestionCase } from './questions.ts'
import type { places } from './rosters.ts'

type Where = keyof typeof places
type Told = Record<string, unknown>

const visits = (say: string, at: Where, told: [household: string, situation: string][], shared: Told = {}): Case => ({
  say,
  kind: 'visit',
  at,
  is: told.map(([household, situation]) => ({ household, situation, ...shared })),
})
const visit = (say: string, household: string, situation: string, at: Where = '古桥村'): Case => visits(say, at, [[household, situation]])
const none = (say: string, at: Where = '古桥村'): Case => ({ say, at, none: true })

const today = { date: '2023-06-15' }
const three: [string, string][] = [
  ['卢水根', '在修灶屋'],
  ['邱冬香', '老婆刚出院'],
  ['聂火生', '养了三头猪'],
]
const two = three.slice(0, 2)

/** Several households dictated in one breath, and reports that hold the words by which others ask. */
export const tenth: Case[] = [
  // Counted through: 第一户, 第二户.
  visits('今天走访了三户第一户卢水根在修灶屋第二户邱冬香老婆刚出院第三户聂火生养了三头猪', '古桥村', three, today),
  visits('走访第一户卢水根在修灶屋第二户邱冬香老婆刚出院', '古桥村', two),
  visits('走访 头一户卢水根在修灶屋 第二户是邱冬香 老婆刚出院', '古桥村', two),
  visits('走访：第一户，卢水根，在修灶屋；第二户，邱冬香，老婆刚出院', '古桥村', two),
  visits('走访第1户卢水根在修灶屋第2户邱冬香老婆刚出院', '古桥村', two),
  visits('走访两户第一户卢水根他崽回来了第二户邱冬香她讲腰疼', '古桥村', [
    ['卢水根', '他崽回来了'],
    ['邱冬香', '她讲腰疼'],
  ]),
  visits('今天走了三户第一户卢水根在修灶屋第二户邱冬香老婆刚出院第三户聂火生养了三头猪', '古桥村', three, today),
  {
    say: '风险两户第一户卢水根因病住院自付三万第二户邱冬香因灾屋顶掀了',
    kind: 'risk',
    at: '古桥村',
    is: [
      { household: '卢水根', cause: '因病', situation: '~住院', amount: 30_000 },
      { household: '邱冬香', cause: '因灾', situation: '屋顶掀了' },
    ],
  },
  // The ordinal tells whose story it is, though no name is known.
  { say: '走访第一户李大毛在修灶屋第二户邱冬香老婆刚出院', kind: 'visit', at: '古桥村', asks: 'household' },
  // Led over to: 一户是, 另一户, 再到.
  visits('今天走访了两户一户是卢水根在修灶屋一户是邱冬香老婆刚出院', '古桥村', two, today),
  visits('走访了两家一家是卢水根在修灶屋一家是邱冬香老婆刚出院', '古桥村', two),
  visits('走访了两户一个是卢水根在修灶屋一个是邱冬香老婆刚出院', '古桥村', two),
  visits('走访卢水根在修灶屋另外一户是邱冬香老婆刚出院', '古桥村', two),
  visits('走访卢水根在修灶屋还有一户邱冬香老婆刚出院', '古桥村', two),
  visits('走访三户先去卢水根家在修灶屋再到邱冬香家她老婆婆刚出院最后去聂火生家养了三头猪', '古桥村', [
    ['卢水根', '在修灶屋'],
    ['邱冬香', '她老婆婆刚出院'],
    ['聂火生', '养了三头猪'],
  ]),
  // As many as were announced, and nothing between them.
  visits('今天走访了三户卢水根在修灶屋邱冬香老婆刚出院聂火生养了三头猪', '古桥村', three, today),
  visits('今天跑了三户卢水根在修灶屋邱冬香老婆刚出院聂火生养了三头猪', '古桥村', three, today),
  visits('走访三户卢水根邱冬香聂火生都正常', '古桥村', [
    ['卢水根', '~都正常'],
    ['邱冬香', '~都正常'],
    ['聂火生', '~都正常'],
  ]),
  visits('走访两户祝永平娃娃考上高中了杨代军在修水泵', '花里村', [
    ['祝永平', '娃娃考上高中了'],
    ['杨代军', '在修水泵'],
  ]),
  visits(
    '今天走访三户王国兴橡胶开割了黄辉在宁夏包工地符兰腰疼',
    '铺仔村',
    [
      ['王国兴', '橡胶开割了'],
      ['黄辉', '在宁夏包工地'],
      ['符兰', '腰疼'],
    ],
    today,
  ),
  // Neighbours, sums that do not agree, and ordinals of other things make no entry of their own.
  { say: '走访了两户卢水根讲邱冬香帮他修灶屋', kind: 'visit', at: '古桥村', asks: 'household' },
  { say: '走访了三户卢水根在修灶屋邱冬香老婆刚出院', kind: 'visit', at: '古桥村', asks: 'household' },
  { say: '走访了3户 卢水根家灶屋还没修好 邱冬香和聂火生都好', kind: 'visit', at: '古桥村', asks: 'household' },
  visit('走访卢水根 讲他是村里第一户种百合的 今年第二户也种了', '卢水根', '~第二户也种了'),
  visit('走访卢水根 一户是邱冬香家的狗咬了他', '卢水根', '~邱冬香家的狗咬了他'),
  // Words by which others ask, within a report.
  visit('走访 卢水根 屋里情况还可以', '卢水根', '~情况还可以'),
  visit('走访卢水根他屋里冇得么子困难', '卢水根', '~冇得么子困难'),
  visit('走访 卢水根 问他几多收入，讲一个月三千', '卢水根', '~问他几多收入'),
  visit('走访卢水根，讲政策是什么样的他都晓得', '卢水根', '~政策是什么样的'),
  visit('走访 卢水根 小额信贷政策给他讲了一哈', '卢水根', '~讲了一哈'),
  visit('走访 卢水根 崽考试排前头', '卢水根', '崽考试排前头'),
  visit('走访 卢水根 田还有几多冇插', '卢水根', '田还有几多冇插'),
  visit('走访 祝永平 问他有啥子困难 他说莫得', '祝永平', '~他说莫得', '花里村'),
  {
    say: '会议 村级例会 研究哪些户冇走访，排一排时间 8人',
    kind: 'meeting',
    at: '古桥村',
    is: [{ type: '村级例会', topic: '~哪些户冇走访', attendees: 8 }],
  },
  // Plain talk with the same words.
  ...[
    ...['今天走访累死人,冇得力气了', '走访的时候把政策讲一下', '走访的车排一下', '会议通知还有哪个冇看到', '走访的表还有哪个冇拿'],
    ...['走访照片还有哪个冇发', '各村会议没开的抓紧开', '没走访的抓紧走访', '还没走访的户这周要走完', '没报会议的村今天下班前报'],
    ...['有么子问题随时讲', '冇得问题', '会冇开成,改天', '会开完了冇', '我报的名改一下', '我报上去的名字写错了', '大家排个队打疫苗'],
    ...['感冒的人多,走访戴口罩', '上面政策怎么变了', '信息给我发一哈', '会议材料给我看下', '今天跑了三户工地累死', '会议哪个主持'],
    ...['王书记屋里是什么情况,怎么没来', '各村走访情况周五前报上来', '第一名的那个村请客', '咋个搞的,停电了', '问一下明天几点开会'],
  ].map((say) => none(say)),
]

const inMonth = { matter: 'visit', period: '2023-06' }
const seen = { matter: 'visit' }
const met = { matter: 'meeting' }
const town = { units: ['大塅镇'] }

/** What leaders and cadres of the south, the south-west and the north-west ask, in the words of their dialects; asked by a cadre of 古桥村. */
export const tenthQuestions: QuestionCase[] = [
  { text: '嗯我问一下那个大塅镇这个月走访搞得么样了', command: 'progress', ...inMonth, ...town },
  { text: '大塅镇走访咋个样了', command: 'progress', ...seen, ...town },
  { text: '大塅镇走访弄到么子程度了', command: 'progress', ...seen, ...town },
  { text: '大塅镇走访弄哈样了', command: 'progress', ...seen, ...town },
  { text: '大塅镇走访整到哪达了', command: 'progress', ...seen, ...town },
  { text: '大塅镇走访走了几多户', command: 'progress', ...seen, ...town },
  { text: '大塅镇走访完成了冇', command: 'progress', ...seen, ...town },
  { text: '大塅镇走访情况给我讲一哈', command: 'progress', ...seen, ...town },
  { text: '麻烦看下大塅镇会议开得怎么样', command: 'progress', ...met, ...town },
  { text: '小助手,问下大塅镇走访情况', command: 'progress', ...seen, ...town },
  { text: '各乡镇走访情况列一下', command: 'progress', ...seen },
  { text: '还有哪几个村的会冇开', command: 'missing', ...met },
  { text: '哪些乡镇的会议该开冇开', command: 'missing', ...met },
  { text: '哪只村还冇走访', command: 'missing', ...seen },
  { text: '还有几多户冒走访', command: 'missing', ...seen },
  { text: '会议还有几个镇冇开', command: 'missing', ...met },
  { text: '走访没完成的村有哪些', command: 'missing', ...seen },
  { text: '信息报送哪些镇挂零', command: 'missing', matter: 'info' },
  { text: '各村走访排个名看看', command: 'ranking', ...seen },
  { text: '各镇走访排一排', command: 'ranking', ...seen },
  { text: '6月份走访哪几个乡镇排前头', command: 'ranking', ...inMonth },
  { text: '走访前头是哪几个镇', command: 'ranking', ...seen },
  { text: '走访哪个镇拖后腿', command: 'ranking', ...seen, bottom: 1 },
  { text: '走访头三名是哪些镇', command: 'ranking', ...seen, top: 3 },
  { text: '走访前几名是哪些镇', command: 'ranking', ...seen },
  { text: '大塅镇走访排老几', command: 'ranking', ...seen, ...town, place: true },
  { text: '走访排名情况讲一下', command: 'ranking', ...seen },
  { text: '我今天报上去的有哪些', command: 'mine', period: '2023年6月15日' },
  { text: '我今天报了么子', command: 'mine', period: '2023年6月15日' },
  { text: '我上午报的记上了冇', command: 'mine' },
  { text: '这个月有冇新冒出来的返贫风险', command: 'ledger', matter: 'risk', period: '2023-06' },
  { text: '大塅镇有几多风险户', command: 'ledger', matter: 'risk', ...town },
  { text: '大塅镇有么子问题', command: 'ledger', matter: 'issue', ...town },
  { text: '上个月暗访查出来几多问题', command: 'ledger', matter: 'inspection', period: '2023-05' },
  { text: '问题还有几多冇整改', command: 'ledger', matter: 'issue' },
  { text: '小额信贷政策是怎么样的', command: 'policy' },
  { text: '小额信贷政策怎么个搞法', command: 'policy' },
  { text: '问下雨露计划是啥政策', command: 'policy' },
  { text: '卢水根屋里是什么情况', command: 'household' },
  { text: '卢水根屋里么样', command: 'household' },
  { text: '卢水根屋里哪个走访过', command: 'household', ...seen },
  { text: '卢水根屋里几时走访的', command: 'household', ...seen },
  { text: '我还有几件事冇办', command: 'todo' },
  { text: '这个月要报么子', command: 'rules', period: '2023-06' },
  { text: '走访啷个报', command: 'help', ...seen },
]
