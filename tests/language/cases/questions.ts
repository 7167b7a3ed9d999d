/** A question, the command that answers it, and what it must name; parts that are left out must not be named. */
export interface QuestionCase {
  text: string
  command: string
  matter?: string
  indicator?: string
  units?: string[]
  period?: string
  compare?: 'previous' | 'year-ago'
  top?: number
  bottom?: number
  place?: true
}

type Parts = Omit<QuestionCase, 'text' | 'command'>

function table(rows: [string, string, Parts?][]): QuestionCase[] {
  return rows.map(([text, command, parts]) => ({ text, command, ...parts }))
}

const visit = { matter: 'visit' }
const meeting = { matter: 'meeting' }
const maling = '马岭镇'
const yima = '驿马镇'
const sanshilipu = '三十里铺镇'

/** Questions of the county's leaders and of township staff, asked on Thursday 2023-06-15 in 庆城县. */
export const qingchengQuestions: QuestionCase[] = table([
  // Order and wording.
  ['我还有啥待办没', 'todo'],
  ['有啥待办没有', 'todo'],
  ['马岭镇走访搞成什么样了', 'progress', { ...visit, units: [maling] }],
  ['各镇走访谁排前面谁在最后', 'ranking', { ...visit, bottom: 1 }],
  ['走访谁在前头', 'ranking', { ...visit }],
  ['马岭走访咋样', 'progress', { ...visit, units: [maling] }],
  ['走访 马岭 本月 进度', 'progress', { ...visit, units: [maling], period: '2023-06' }],
  ['6月份马岭镇的入户走到哪一步了', 'progress', { ...visit, units: [maling], period: '2023-06' }],
  ['请问一下马岭镇本月走访完成多少了？', 'progress', { ...visit, units: [maling], period: '2023-06' }],
  ['马岭这个月入户走访完成了多少户', 'progress', { ...visit, units: [maling], period: '2023-06' }],
  ['帮我看看玄马镇的会议开得怎么样', 'progress', { ...meeting, units: ['玄马镇'] }],
  ['把驿马上个月的走访情况报一下', 'progress', { ...visit, units: [yima], period: '2023-05' }],
  ['小乡，桐川镇走访进展如何', 'progress', { ...visit, units: ['桐川镇'] }],
  ['蔡家庙走访进度', 'progress', { ...visit, units: ['蔡家庙乡'] }],
  ['各乡镇走访进度发我一下', 'progress', { ...visit }],
  ['全县走访完成情况', 'progress', { ...visit, units: ['庆城县'] }],
  ['今年走访总体情况怎么样', 'progress', { ...visit, period: '2023' }],
  ['二季度会议完成情况', 'progress', { ...meeting, period: '2023Q2' }],
  ['上半年遍访完成率是多少', 'progress', { ...visit, period: '2023H1' }],
  ['本周马岭走访了多少户', 'progress', { ...visit, units: [maling], period: '2023-W24' }],
  ['昨天马岭走访了几户', 'progress', { ...visit, units: [maling], period: '2023年6月14日' }],
  ['走访到多少了', 'progress', visit],
  ['走访推进得怎么样了', 'progress', visit],
  ['走访现在什么进度', 'progress', visit],
  ['资金支出率到多少了', 'progress', { indicator: '资金支出率' }],
  ['马岭镇资金支出率', 'progress', { indicator: '资金支出率', units: [maling] }],
  ['6月底资金支出多少了', 'progress', { indicator: '资金支出率', period: '2023-06' }],
  ['马岭镇开工率怎么样', 'progress', { indicator: '开工率', units: [maling] }],
  // Ranks.
  ['走访前三', 'ranking', { ...visit, top: 3 }],
  ['走访前三名是谁', 'ranking', { ...visit, top: 3 }],
  ['走访排前三的是哪几个镇', 'ranking', { ...visit, top: 3 }],
  ['本月走访前5', 'ranking', { ...visit, period: '2023-06', top: 5 }],
  ['走访倒数五名', 'ranking', { ...visit, bottom: 5 }],
  ['走访倒数3个乡镇', 'ranking', { ...visit, bottom: 3 }],
  ['走访最后三名', 'ranking', { ...visit, bottom: 3 }],
  ['走访垫底的', 'ranking', { ...visit, bottom: 1 }],
  ['走访垫底的是谁', 'ranking', { ...visit, bottom: 1 }],
  ['走访倒数第一是哪个镇', 'ranking', { ...visit, bottom: 1 }],
  ['上个月走访谁排第一', 'ranking', { ...visit, period: '2023-05', top: 1 }],
  ['马岭走访排第几', 'ranking', { ...visit, units: [maling], place: true }],
  ['马岭镇走访在全县第几名', 'ranking', { ...visit, units: [maling], place: true }],
  ['我们镇走访排多少名', 'ranking', { ...visit, units: [maling], place: true }],
  ['走访哪个镇最慢', 'ranking', { ...visit, bottom: 1 }],
  ['哪几个乡镇走访落后了', 'ranking', { ...visit, bottom: 1 }],
  ['走访做得最好的三个镇', 'ranking', { ...visit, top: 3 }],
  ['走访最差的五个村', 'ranking', { ...visit, bottom: 5 }],
  ['走访排在后面的是哪些', 'ranking', visit],
  ['上季度资金支出率前三和后三', 'ranking', { indicator: '资金支出率', period: '2023Q1', top: 3, bottom: 3 }],
  ['资金支出排名', 'ranking', { indicator: '资金支出率' }],
  ['完工率倒数三名', 'ranking', { indicator: '完工率', bottom: 3 }],
  ['走访排行榜', 'ranking', visit],
  ['5月会议排名', 'ranking', { ...meeting, period: '2023-05' }],
  ['走访谁干得最好', 'ranking', { ...visit, top: 1 }],
  // Comparison.
  ['走访比上月怎么样', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  ['走访 比上月', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  ['走访 跟上月比', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  ['走访，比上月', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  ['马岭走访比上个月多了还是少了', 'progress', { ...visit, units: [maling], period: '2023-06', compare: 'previous' }],
  ['本月走访和上月比怎么样', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  ['本月走访同比', 'progress', { ...visit, period: '2023-06', compare: 'year-ago' }],
  ['走访环比', 'progress', { ...visit, compare: 'previous' }],
  ['二季度走访环比怎么样', 'progress', { ...visit, period: '2023Q2', compare: 'previous' }],
  ['走访较上季度进度', 'progress', { ...visit, period: '2023Q2', compare: 'previous' }],
  ['会议较上季', 'progress', { ...meeting, period: '2023Q2', compare: 'previous' }],
  ['马岭走访跟去年同期比', 'progress', { ...visit, units: [maling], compare: 'year-ago' }],
  ['走访与上年同期相比咋样', 'progress', { ...visit, compare: 'year-ago' }],
  ['本月走访对比上月', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  ['5月走访比4月怎么样', 'progress', { ...visit, period: '2023-05', compare: 'previous' }],
  ['走访进度比上周', 'progress', { ...visit, period: '2023-W24', compare: 'previous' }],
  ['走访排名比上月', 'ranking', { ...visit, period: '2023-06', compare: 'previous' }],
  ['今年走访比去年怎么样', 'progress', { ...visit, period: '2023', compare: 'year-ago' }],
  ['走访上月同期是多少', 'progress', { ...visit, period: '2023-06', compare: 'previous' }],
  // Several units.
  ['马岭和驿马走访进度', 'progress', { ...visit, units: [maling, yima] }],
  ['马岭、驿马、三十里铺走访进度', 'progress', { ...visit, units: [maling, yima, sanshilipu] }],
  ['马岭镇驿马镇走访对比', 'ranking', { ...visit, units: [maling, yima] }],
  ['马岭跟驿马走访谁快', 'ranking', { ...visit, units: [maling, yima] }],
  ['马岭 驿马 三十里铺 本月会议', 'progress', { ...meeting, units: [maling, yima, sanshilipu], period: '2023-06' }],
  ['驿马及桐川走访比一比', 'ranking', { ...visit, units: [yima, '桐川镇'] }],
  ['纸房、贺旗两个村走访咋样', 'progress', { ...visit, units: ['纸房村委会', '贺旗村委会'] }],
  // Who has not.
  ['会议哪些镇还没报', 'missing', meeting],
  ['本月会议还有谁没报', 'missing', { ...meeting, period: '2023-06' }],
  ['5月会议谁没开', 'missing', { ...meeting, period: '2023-05' }],
  ['走访还有多少户没走到', 'missing', visit],
  ['马岭镇哪些村没走访', 'missing', { ...visit, units: [maling] }],
  ['谁还没交月报', 'missing', { matter: 'indicator' }],
  ['信息报送哪几家没报', 'missing', { matter: 'info' }],
  ['上周谁没走访', 'missing', { ...visit, period: '2023-W23' }],
  ['马岭还差几个村没开会', 'missing', { ...meeting, units: [maling] }],
  ['哪个村一户都没走', 'missing', visit],
  // Lists and counts.
  ['马岭有几户风险', 'ledger', { matter: 'risk', units: [maling] }],
  ['马岭镇今年新增了多少风险户', 'ledger', { matter: 'risk', units: [maling], period: '2023' }],
  ['还有多少问题没整改', 'ledger', { matter: 'issue' }],
  ['驿马镇问题台账', 'ledger', { matter: 'issue', units: [yima] }],
  ['上个月走访明细', 'ledger', { ...visit, period: '2023-05' }],
  ['导出马岭镇上个月的走访', 'export', { ...visit, units: [maling], period: '2023-05' }],
  ['6月份走访导个表给我', 'export', { ...visit, period: '2023-06' }],
  ['马岭镇规定动作', 'rules', { units: [maling] }],
  // Written after the rules, to see how far they carry.
  ['领导要看一下马岭镇六月份的走访完成情况', 'progress', { ...visit, units: ['马岭镇'], period: '2023-06' }],
  ['驿马走访多少了现在', 'progress', { ...visit, units: ['驿马镇'] }],
  ['赤城镇和高楼镇哪个走访快', 'ranking', { ...visit, units: ['赤城镇', '高楼镇'] }],
  ['全县走访排在最后三位的乡镇', 'ranking', { ...visit, units: ['庆城县'], bottom: 3 }],
  ['走访进度倒数前三名', 'ranking', { ...visit, bottom: 3 }],
  ['上周走访排名', 'ranking', { ...visit, period: '2023-W23' }],
  ['白马铺走访排名第几', 'ranking', { ...visit, units: ['白马铺镇'], place: true }],
  ['土桥乡这季度开了几次会', 'progress', { matter: 'meeting', units: ['土桥乡'], period: '2023Q2' }],
  ['目前还有哪些村没有走访', 'missing', visit],
  ['南庄乡谁没走', 'missing', { ...visit, units: ['南庄乡'] }],
  ['马岭镇5月份会议报了没', 'progress', { matter: 'meeting', units: ['马岭镇'], period: '2023-05' }],
  ['哪些村会议没报上来', 'missing', { matter: 'meeting' }],
  ['走访比上周多了多少', 'progress', { ...visit, period: '2023-W24', compare: 'previous' }],
  ['马岭本月走访比5月怎么样', 'progress', { ...visit, units: ['马岭镇'], period: '2023-06', compare: 'previous' }],
  ['一季度走访同比怎么样', 'progress', { ...visit, period: '2023Q1', compare: 'year-ago' }],
  ['今年上半年走访和去年上半年比', 'progress', { ...visit, period: '2023H1', compare: 'year-ago' }],
  ['会议环比', 'progress', { matter: 'meeting', compare: 'previous' }],
  ['资金支出率环比', 'progress', { indicator: '资金支出率', compare: 'previous' }],
  ['马岭镇、驿马镇和玄马镇的资金支出率', 'progress', { indicator: '资金支出率', units: ['马岭镇', '驿马镇', '玄马镇'] }],
  ['各镇开工率前五', 'ranking', { indicator: '开工率', top: 5 }],
  ['完工率最低的是哪个镇', 'ranking', { indicator: '完工率', bottom: 1 }],
  ['走访率最高的村', 'ranking', { ...visit, top: 1 }],
  ['走访谁最积极', 'ranking', { ...visit, top: 1 }],
  ['纸房村走访到哪一步了', 'progress', { ...visit, units: ['纸房村委会'] }],
  ['贺旗村本月走了几户', 'progress', { ...visit, units: ['贺旗村委会'], period: '2023-06' }],
  ['马岭镇风险台账', 'ledger', { matter: 'risk', units: ['马岭镇'] }],
  ['本月新增风险户有哪些', 'ledger', { matter: 'risk', period: '2023-06' }],
  ['把马岭镇的问题清单导出来', 'export', { matter: 'issue', units: ['马岭镇'] }],
  ['纸房村那边最近有没有新冒出来的风险', 'ledger', { matter: 'risk', units: ['纸房村委会'] }],
  ['马岭有什么新风险没有', 'ledger', { matter: 'risk', units: ['马岭镇'] }],
  ['最近出没出新风险', 'ledger', { matter: 'risk' }],
  ['我今儿报的都报上了没', 'mine', { period: '2023年6月15日' }],
  ['我昨天报的走访记上了没有', 'mine', { ...visit, period: '2023年6月14日' }],
  ['下个月要报啥', 'rules'],
  ['马岭和驿马比一下走访', 'ranking', { ...visit, units: [maling, yima] }],
  ['凤城园社区走访情况', 'progress', { ...visit, units: ['凤城园社区'] }],
])

/** The same by a leader of 汉滨区 (安康市), among streets, towns and villages with other endings. */
export const hanbinQuestions: QuestionCase[] = table([
  ['恒口走访进度', 'progress', { ...visit, units: ['恒口镇'] }],
  ['建民街道走访怎么样', 'progress', { ...visit, units: ['建民街道'] }],
  ['建民街办本月走访咋样', 'progress', { ...visit, units: ['建民街道'], period: '2023-06' }],
  ['瀛湖、流水、大竹园走访对比', 'ranking', { ...visit, units: ['瀛湖镇', '流水镇', '大竹园镇'] }],
  ['五里和恒口谁走得快', 'ranking', { ...visit, units: ['五里镇', '恒口镇'] }],
  ['全区走访排名', 'ranking', { ...visit, units: ['汉滨区'] }],
  ['全区走访垫底的三个镇', 'ranking', { ...visit, units: ['汉滨区'], bottom: 3 }],
  ['关庙镇走访排第几', 'ranking', { ...visit, units: ['关庙镇'], place: true }],
  ['张滩镇比上月走访多了多少', 'progress', { ...visit, units: ['张滩镇'], period: '2023-06', compare: 'previous' }],
  ['县河镇5月谁没开会', 'missing', { ...meeting, units: ['县河镇'], period: '2023-05' }],
  ['双龙镇风险户有几户', 'ledger', { matter: 'risk', units: ['双龙镇'] }],
  ['中原镇问题没整改的有哪些', 'ledger', { matter: 'issue', units: ['中原镇'] }],
  ['晏坝和谭坝资金支出率谁高', 'ranking', { indicator: '资金支出率', units: ['晏坝镇', '谭坝镇'] }],
  ['一季度各镇办会议排名', 'ranking', { ...meeting, period: '2023Q1' }],
  ['截至目前江北走访到多少了', 'progress', { ...visit, units: ['江北街道'] }],
  ['麻烦查一下石梯镇走访同比情况', 'progress', { ...visit, units: ['石梯镇'], compare: 'year-ago' }],
])
