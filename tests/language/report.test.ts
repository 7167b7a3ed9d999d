import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmendment } from '../../src/language/amendment.ts'
import { interpret } from '../../src/language/interpret.ts'
import { readField } from '../../src/language/report.ts'
import type { ItemReading } from '../../src/language/types.ts'
import { fieldsOf, places, worldOf } from './fixture.ts'

const village = worldOf(places.zhifang)
const township = worldOf(places.maling)
const county = worldOf(places.county)

function itemsOf(text: string, world = village): ItemReading[] {
  const reading = interpret(text, world)
  return reading.kind === 'report' ? reading.items : []
}

const zhang = { household: '张耀宗', situation: '在家务农' }

describe('one visit, however it is typed', () => {
  it.each([
    '#走访 户主:张耀宗 情况:在家务农',
    '走访\n户主：张耀宗\n情况：在家务农',
    '走访\n情况\n在家务农\n户主\n张耀宗',
    '走访 户主=张耀宗 情况=在家务农',
    '走访 情况:在家务农 户主:张耀宗',
    '走访 户主:张耀宗，情况:在家务农',
    '走访 户主:张耀宗情况:在家务农',
    '走访 户主 张耀宗 情况 在家务农',
    '走访 户主:张耀宗 在家务农',
    '走访 张耀宗 情况:在家务农',
    '走访 张耀宗 情况 在家务农',
    '走访 张耀宗 在家务农',
    '走访张耀宗 在家务农',
    '走访：张耀宗，在家务农',
    '走访，张耀宗，在家务农',
    '走访了张耀宗家，在家务农',
    '张耀宗 走访 在家务农',
    '去张耀宗家走访了，在家务农',
    '纸房村 走访 张耀宗 在家务农',
    '走访 纸房村 张耀宗 在家务农',
    '走访 一组张耀宗 在家务农',
    '遍访 张耀宗 在家务农',
    '走访\n\n张耀宗\n在家务农',
    '嗯走访那个张耀宗家嗯在家务农',
    '＃走访　户主：张耀宗　情况：在家务农',
  ])('%s', (text) => {
    const [item, ...others] = itemsOf(text)
    expect(others).toEqual([])
    expect(item).toMatchObject({ values: zhang, asks: [], corrections: [] })
    expect(item?.values.date).toBeUndefined()
  })

  it('keeps the words as typed', () => {
    expect(itemsOf('走访 张耀宗 冰雹打了３亩地，“损失”约８千元！')[0]?.values.situation).toBe('冰雹打了３亩地，“损失”约８千元！')
    expect(itemsOf("走访 张耀宗 情况:'; DROP TABLE entries;-- <b>好</b>")[0]?.values.situation).toBe("'; DROP TABLE entries;-- <b>好</b>")
  })

  it('gives the same values in any order of the labels', () => {
    const parts = ['户主:张耀宗', '情况:养羊六只,长势好', '方式:电话', '诉求:无', '问题:路灯不亮', '日期:6月12日', '措施:已报电力']
    const wanted = itemsOf(`走访 ${parts.join(' ')}`)[0]?.values
    const property = fc.property(
      fc.shuffledSubarray(parts, { minLength: parts.length }),
      fc.constantFrom(' ', '\n', '　', '，', '；'),
      (order, sign) => {
        expect(itemsOf(`走访${sign === '\n' ? '\n' : ' '}${order.join(sign)}`)[0]?.values).toEqual(wanted)
      },
    )
    expect(wanted).toEqual({
      household: '张耀宗',
      situation: '养羊六只,长势好',
      method: '电话',
      needs: '无',
      problem: '路灯不亮',
      date: '2023-06-12',
      measures: '已报电力',
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('says which words gave which field', () => {
    const [item] = itemsOf('昨天走访李玲霞，在家')
    expect(item?.trace.map(({ field }) => field).sort()).toEqual(['date', 'household', 'situation'])
    expect(item?.corrections).toEqual([{ field: 'household', typed: '李玲霞', taken: '李宁霞' }])
    expect(item?.source).toBe('昨天 李玲霞，在家')
  })
})

describe('the date of a visit', () => {
  it.each([
    ['昨天走访张耀宗，在家务农', '2023-06-14'],
    ['前天去走访了张耀宗，在家务农', '2023-06-13'],
    ['6.2 走访 张耀宗 在家务农', '2023-06-02'],
    ['2023年6月2日走访张耀宗,在家务农', '2023-06-02'],
    ['上周五走访张耀宗，在家务农', '2023-06-09'],
    ['本周一走访张耀宗,在家务农', '2023-06-12'],
    ['今天上午和陈璐入户走访了张耀宗家，在家务农', '2023-06-15'],
    ['走访 昨天 张耀宗 在家务农', '2023-06-14'],
    ['走访 张耀宗 6月12日 在家务农', '2023-06-12'],
    ['走访 张耀宗 2023-06-12 在家务农', '2023-06-12'],
    ['走访 张耀宗 昨天去的，在家务农', '2023-06-14'],
    ['走访 张耀宗 在家务农 昨天', '2023-06-14'],
    ['走访 张耀宗 在家务农，6月12日去的', '2023-06-12'],
    ['走访 张耀宗 日期:六月二号 情况:在家务农', '2023-06-02'],
    ['走访 张耀宗 时间:前天 情况:在家务农', '2023-06-13'],
  ])('%s', (text, date) => {
    expect(itemsOf(text)[0]).toMatchObject({ values: { ...zhang, date }, asks: [] })
  })

  it.each([
    '走访 张耀宗 去新疆务工,昨天刚走',
    '走访 张耀宗 昨天刚从新疆回来',
    '走访 张耀宗 孩子6月20日高考',
    '走访 张耀宗 低保金昨天到账',
    '走访 张耀宗 6月12日住院的，今天出院',
  ])('is not a date of the story: %s', (text) => {
    expect(itemsOf(text)[0]?.values.date).toBeUndefined()
  })

  it.each([
    '走访 张耀宗 日期:6月31日 情况:在家',
    '6月31日 走访 张耀宗 在家',
    '走访 张耀宗 日期:随便 情况:在家',
    '走访 张耀宗 日期:2023年8月1日 情况:在家',
  ])('is asked for again when it cannot be: %s', (text) => {
    expect(itemsOf(text)[0]?.asks).toMatchObject([{ field: 'date', reason: 'invalid' }])
  })
})

describe('the household', () => {
  it.each([
    ['走访 老王 在家', 'choice'],
    ['走访 王家 在家', 'choice'],
    ['走访 王志刚 在家', 'choice'],
    ['走访 李四光 在家', 'unknown'],
    ['走访 杨正祥 在家养蜂', 'unknown'],
    ['走访 贺旗村 杨正祥 在家', 'outside'],
    ['走访 户主:贺旗村杨正祥 情况:在家', 'outside'],
    ['走访 马岭镇贺旗村马小龙 在家', 'outside'],
    ['走访 驿马镇 张三 在家', 'outside'],
    ['走访 贺旗村 赵六六 在家', 'outside'],
    ['走访 情况:在家务农', 'missing'],
    ['走访 在家务农挺好', 'missing'],
    ['走访 帮张耀宗修房顶', 'choice'],
  ])('%s → %s', (text, reason) => {
    expect(itemsOf(text)[0]?.asks[0]).toMatchObject({ field: 'household', reason })
  })

  it('is asked about in the same way whether or not the name exists elsewhere', () => {
    const elsewhere = itemsOf('走访 俄吉忠 在家')[0]?.asks[0]
    const nowhere = itemsOf('走访 俄某某 在家')[0]?.asks[0]
    expect(elsewhere?.reason).toBe(nowhere?.reason)
    expect(elsewhere?.candidates?.length).toBe(nowhere?.candidates?.length)
  })

  it('tells equal names apart by group and kind', () => {
    expect(itemsOf('走访 王志刚 在家')[0]?.asks[0]?.candidates?.map(({ note }) => note)).toEqual(['一组 脱贫户', '三组 一般户'])
    expect(itemsOf('走访 三组的王志刚 在家')[0]).toMatchObject({ values: { household: '王志刚' }, asks: [] })
    expect(itemsOf('走访 王志刚（三组） 在家')[0]).toMatchObject({ values: { household: '王志刚' }, asks: [] })
  })

  it('is found through its village by those whose scope holds several', () => {
    expect(itemsOf('走访 贺旗村 马小龙 在家', township)[0]).toMatchObject({ values: { household: '马小龙', situation: '在家' }, asks: [] })
    expect(itemsOf('走访 涝池村田宝 在家', county)[0]).toMatchObject({ values: { household: '田宝', situation: '在家' }, asks: [] })
    expect(itemsOf('走访 田宝 在家', county)[0]?.asks).toMatchObject([{ field: 'household', reason: 'choice' }])
  })
})

describe('several visits in one message', () => {
  it.each([
    '走访\n1. 张耀宗 在家\n2. 李宁霞 外出',
    '走访\n1、张耀宗 在家\n2、李宁霞 外出',
    '走访\n（1）张耀宗 在家\n（2）李宁霞 外出',
    '走访\n1）张耀宗 在家\n2）李宁霞 外出',
    '走访\n①张耀宗 在家\n②李宁霞 外出',
    '走访\n一、张耀宗 在家\n二、李宁霞 外出',
    '走访\n1 张耀宗 在家\n2 李宁霞 外出',
    '走访 1.张耀宗 在家；2.李宁霞 外出',
    '走访\n张耀宗 在家\n李宁霞 外出',
    '走访\n户主:张耀宗 情况:在家\n户主:李宁霞 情况:外出',
    '今天走访了两户：1.张耀宗 在家 2.李宁霞 外出',
  ])('%s', (text) => {
    const items = itemsOf(text)
    expect(items.map((item) => [item.values.household, item.values.situation])).toEqual([
      ['张耀宗', '在家'],
      ['李宁霞', '外出'],
    ])
    expect(items.flatMap((item) => item.asks)).toEqual([])
  })

  it('share the date that stands before them', () => {
    expect(itemsOf('走访\n昨天\n1.张耀宗 在家\n2.李宁霞 外出').map((item) => item.values.date)).toEqual(['2023-06-14', '2023-06-14'])
    expect(itemsOf('昨天走访 1.张耀宗 在家 2.李宁霞 外出').map((item) => item.values.date)).toEqual(['2023-06-14', '2023-06-14'])
  })

  it('are good or asked about one by one', () => {
    expect(itemsOf('走访\n1.张耀宗 在家\n2.赵六六 外出\n3.王志刚 在').map((item) => item.asks.map(({ reason }) => reason))).toEqual([
      [],
      ['unknown'],
      ['choice'],
    ])
  })

  it('share their words when several names stand in a row', () => {
    for (const text of ['走访 张耀宗、李宁霞 都正常', '走访 张耀宗和李宁霞家，都正常', '走访 张耀宗 李宁霞 都正常']) {
      expect(itemsOf(text).map((item) => item.values)).toEqual([
        { household: '张耀宗', situation: '都正常' },
        { household: '李宁霞', situation: '都正常' },
      ])
    }
    expect(itemsOf('走访 张耀宗、王志刚 都正常').map((item) => item.asks.length)).toEqual([0, 1])
    expect(itemsOf('走访 张耀宗,李宁霞帮他收麦子')).toHaveLength(1)
  })

  it('are not made of points within one account', () => {
    expect(itemsOf('走访 张耀宗 1.住房安全 2.饮水正常')).toHaveLength(1)
    expect(itemsOf('走访\n户主：张耀宗\n情况：\n1.住房安全\n2.饮水正常')).toHaveLength(1)
    expect(itemsOf('走访 张耀宗\n在家务农\n收入稳定')).toHaveLength(1)
  })
})

describe('risks', () => {
  it.each([
    [
      '风险 王丽娟 因病 做心脏支架自付两万三千元,家里没存款',
      { cause: '因病', amount: 23000, situation: '做心脏支架自付两万三千元,家里没存款' },
    ],
    ['返贫风险王丽娟因灾冰雹把三亩烟叶打了损失差不多八千块钱', { cause: '因灾', amount: 8000 }],
    ['风险 王丽娟 住院花了三万', { cause: '因病', amount: 30000, situation: '住院花了三万' }],
    ['风险 王丽娟 因残 摔伤住院', { cause: '因残', situation: '摔伤住院' }],
    ['风险 王丽娟 因病 花了5万报销3万,自付2万', { cause: '因病', amount: 20000 }],
    ['风险 王丽娟 收入下降 冷库没人收苹果,亏了¥12,000', { cause: '收入下降', amount: 12000 }],
    ['风险 户主:王丽娟 原因:生病住院 情况:住院 金额:3.5万', { cause: '因病', amount: 35000 }],
    ['风险 户主=王丽娟 原因=因病 情况=住院 金额=１．８万元', { cause: '因病', amount: 18000 }],
    ['预警 王丽娟 因学 学费一年要一万五 来源:自主申报', { cause: '因学', amount: 15000, source: '自主申报' }],
    ['风险 王丽娟 因病 走访发现 住院半个月', { cause: '因病', source: '走访发现', situation: '住院半个月' }],
    ['风险 户主:王丽娟 金额:3000元 孩子上大学', { cause: '因学', amount: 3000, situation: '孩子上大学' }],
  ])('%s', (text, values) => {
    expect(itemsOf(text)[0]).toMatchObject({ values: { household: '王丽娟', ...values }, asks: [] })
  })

  it.each([
    ['风险 王丽娟 因病 花了5万报销3万', 'amount'],
    ['风险 王丽娟 因病 每天都要花钱', 'amount'],
    ['风险 王丽娟 因病 儿子每月工资3000元', 'amount'],
  ])('%s names no amount', (text, field) => {
    expect(itemsOf(text)[0]?.values[field]).toBeUndefined()
  })

  it.each([
    ['风险 王丽娟 2个娃上大学,老人住院', 'cause', 'choice'],
    ['风险 户主:王丽娟 原因:穷 情况:家里困难', 'cause', 'choice'],
    ['风险 王丽娟 家里没人干活了', 'cause', 'missing'],
    ['风险 户主:王丽娟 原因:因病 情况:住院 金额:几万块', 'amount', 'invalid'],
  ])('%s asks for %s', (text, field, reason) => {
    expect(itemsOf(text)[0]?.asks[0]).toMatchObject({ field, reason })
  })

  it('asks for what is missing in the order of the fields', () => {
    expect(itemsOf('风险')[0]?.asks.map(({ field }) => field)).toEqual(['household', 'cause', 'situation'])
    expect(itemsOf('风险 王丽娟')[0]?.asks.map(({ field }) => field)).toEqual(['cause', 'situation'])
  })
})

describe('meetings', () => {
  it.each([
    [
      '会议 党政联席会 研究三夏生产 15人 6月12日 张彩霞主持',
      { type: '党政联席会', topic: '研究三夏生产', attendees: 15, date: '2023-06-12', host: '张彩霞' },
    ],
    [
      '会议 类型:专班调度会 主题:苹果产业奖补 人数:16人 主持:王建新',
      { type: '专班调度会', topic: '苹果产业奖补', attendees: 16, host: '王建新' },
    ],
    [
      '会议 专班例会 总结产业工作,安排备耕 十八个人参加 6月9日开的',
      { type: '专班例会', topic: '总结产业工作,安排备耕', attendees: 18, date: '2023-06-09' },
    ],
    ['昨天 会议 推进会 人居环境整治 共31人', { type: '推进会', topic: '人居环境整治', attendees: 31, date: '2023-06-14' }],
  ])('%s', (text, values) => {
    expect(itemsOf(text, township)[0]).toMatchObject({ values, asks: [] })
  })

  it('make one entry of all their points', () => {
    const items = itemsOf(
      '会议\n类型:例会\n主题:防汛\n一、听取汇报\n二、研究物资\n议定:\n1.马岭镇负责6月30日前完成排查。\n2.由张彩霞牵头,7月1日前购置物资',
      township,
    )
    expect(items).toHaveLength(1)
    expect(items[0]?.values).toMatchObject({
      topic: '防汛',
      agenda: ['听取汇报', '研究物资'],
      decisions: [
        { text: '马岭镇负责6月30日前完成排查。', owner: '马岭镇', due: '2023-06-30' },
        { text: '由张彩霞牵头,7月1日前购置物资', owner: '张彩霞', due: '2023-07-01' },
      ],
    })
  })

  it('read points without a label by what they say', () => {
    const [item] = itemsOf('会议 类型:例会 主题:防汛 1.马岭镇负责6月30日前完成核实 2.贺旗村7月1日前拆除', township)
    expect(item?.values).toMatchObject({
      topic: '防汛',
      decisions: [
        { owner: '马岭镇', due: '2023-06-30' },
        { owner: '贺旗村委会', due: '2023-07-01' },
      ],
    })
  })
})

describe('the other reports', () => {
  it.each([
    [
      '问题 琵琶寨村公路塌方一处,影响群众出行 责任单位:琵琶寨村 来源:督查 时限:月底',
      { content: '琵琶寨村公路塌方一处,影响群众出行', source: '督查', due: '2023-06-30' },
    ],
    [
      '上报问题 五组蓄水池渗漏，责任部门水务局，7月5日前解决',
      { department: { code: '621021903', name: '庆城县水务局' }, due: '2023-07-05' },
    ],
    ['上报问题五组蓄水池渗漏', { content: '五组蓄水池渗漏' }],
    ['任务 马岭镇 核对名单 6月28日', { content: '核对名单', owner: '马岭镇', due: '2023-06-28' }],
    ['任务 核对名单 责任人:张彩霞 截止:月底', { content: '核对名单', owner: '张彩霞', due: '2023-06-30' }],
    ['调研 纸房村 农房抗震 发现:两户土坯房', { topic: '农房抗震', findings: '两户土坯房' }],
    ['昨天调研纸房村农房改造', { topic: '农房改造', date: '2023-06-14' }],
    ['培训 防返贫系统操作 42人 镇 6月12日', { topic: '防返贫系统操作', attendees: 42, level: '镇', date: '2023-06-12' }],
    ['培训42人,防返贫系统操作', { topic: '防返贫系统操作', attendees: 42 }],
    [
      '信息 经验成效\n马岭镇三单制\n今年以来，成效明显。\n群众满意。',
      { category: '经验成效', title: '马岭镇三单制', body: '今年以来，成效明显。\n群众满意。' },
    ],
    ['信息 类别:经验成效 标题:三单制 正文:今年以来 类别:这几个字在正文里', { body: '今年以来 类别:这几个字在正文里' }],
    ['签到到村了', { place: '村' }],
    ['打卡 镇', { place: '镇' }],
    ['签到 离岗 事由:回家 至:6月28日', { movement: '离岗', reason: '回家', until: '2023-06-28' }],
    ['月报 6月 资金支出率 50% 开工率 八成', { values: { 资金支出率: 50, 开工率: 80 }, period: '2023-06' }],
    ['指标资金支出率百分之五十一点五开工率百分之九十五', { values: { 资金支出率: 51.5, 开工率: 95 } }],
    ['月报 期间:二季度 完工率:四成五', { values: { 完工率: 45 }, period: '2023Q2' }],
    ['暗访 纸房村 第一书记不在岗', { findings: ['第一书记不在岗'], type: '暗访' }],
    ['督查 单位:纸房村 发现:1.不在岗 2.未更新', { findings: ['不在岗', '未更新'] }],
  ])('%s', (text, values) => {
    expect(itemsOf(text, county)[0]).toMatchObject({ values, asks: [] })
  })

  it('make an entry for each issue', () => {
    const items = itemsOf('问题\n1. 四组水管坏了 责任部门:水务局 时限:6月30日\n2. 路灯 来源:自查')
    expect(items.map((item) => item.values.content)).toEqual(['四组水管坏了', '路灯'])
    expect(items.map((item) => item.values.due ?? item.values.source)).toEqual(['2023-06-30', '自查'])
    expect(itemsOf('问题\n水管坏了三天\n路灯不亮').map((item) => item.values.content)).toEqual(['水管坏了三天', '路灯不亮'])
    expect(itemsOf('问题 来源:督查\n1.路不通\n2.水不通').map((item) => item.values)).toEqual([
      { content: '路不通', source: '督查' },
      { content: '水不通', source: '督查' },
    ])
  })

  it('make an entry for each inspected unit', () => {
    const items = itemsOf('督查 方式:暗访\n纸房村:1.书记不在岗 2.明白卡没有更新\n贺旗村:三组垃圾乱倒', county)
    expect(items.map((item) => [item.values.unit, item.values.findings, item.values.type])).toEqual([
      [{ code: places.zhifang, name: '纸房村委会' }, ['书记不在岗', '明白卡没有更新'], '暗访'],
      [{ code: places.heqi, name: '贺旗村委会' }, ['三组垃圾乱倒'], '暗访'],
    ])
  })

  it.each([
    ['调研 单位:贺旗村 主题:农房', 'unit', 'outside', village],
    ['调研 单位:没有村 主题:农房', 'unit', 'unknown', county],
    ['月报 资金支出率:0.53', 'values', 'invalid', township],
    ['月报', 'values', 'missing', township],
    ['会议 下午三点开', 'type', 'missing', township],
    ['信息 类别:别的 标题:三单制 正文:今年以来', 'category', 'choice', township],
  ])('%s asks for %s', (text, field, reason, world) => {
    expect(itemsOf(text, world)[0]?.asks[0]).toMatchObject({ field, reason })
  })
})

describe('readField', () => {
  const risk = fieldsOf('risk')
  const read = (raw: string, field: string) => readField(raw, field, risk[field] ?? { type: 'text', label: '' }, village)

  it.each([
    ['情况是正在修房,差个上梁的钱没结清', 'situation', '正在修房,差个上梁的钱没结清'],
    ['情况:正在修房', 'situation', '正在修房'],
    ['老伴查出尿毒症要透析', 'situation', '老伴查出尿毒症要透析'],
    ['因病', 'cause', '因病'],
    ['是因病', 'cause', '因病'],
    ['是因病吗？', 'cause', '因病'],
    ['是昨天吗', 'date', '2023-06-14'],
    ['是张耀宗吗', 'household', '张耀宗'],
    ['老人问还能报销吗', 'situation', '老人问还能报销吗'],
    ['原因是住院', 'cause', '因病'],
    ['3.5万', 'amount', 35000],
    ['金额 三万五', 'amount', 35000],
    ['6月12日', 'date', '2023-06-12'],
    ['昨天', 'date', '2023-06-14'],
    ['张耀宗', 'household', '张耀宗'],
    ['是张耀宗家', 'household', '张耀宗'],
    ['户主:张耀宗', 'household', '张耀宗'],
  ])('%s for %s', (raw, field, value) => {
    expect(read(raw, field)).toMatchObject({ value })
  })

  it.each([
    ['老王', 'household', 'choice'],
    ['李四光', 'household', 'unknown'],
    ['不知道', 'amount', 'invalid'],
    ['6月31日', 'date', 'invalid'],
    ['穷', 'cause', 'choice'],
    ['', 'situation', 'missing'],
  ])('%s for %s is asked again', (raw, field, reason) => {
    expect(read(raw, field).ask).toMatchObject({ field, reason })
  })

  it('shows what it changed', () => {
    expect(read('李玲霞', 'household').corrections?.[0]).toEqual({ field: 'household', typed: '李玲霞', taken: '李宁霞' })
  })
})

describe('readAmendment', () => {
  it.each([
    ['情况:土地流转给合作社,每亩二百五', { situation: '土地流转给合作社,每亩二百五' }],
    ['金额:4.6万', { amount: 46000 }],
    ['金额 4.6万', { amount: 46000 }],
    ['金额改成4.6万', { amount: 46000 }],
    ['把金额改为4.6万', { amount: 46000 }],
    ['4.6万', { amount: 46000 }],
    ['日期:1月1日', { date: '2023-01-01' }],
    ['6月1日', { date: '2023-06-01' }],
    ['因残', { cause: '因残' }],
    ['原因:因病 金额:2万', { cause: '因病', amount: 20000 }],
    ['户主:张耀宗', { household: '张耀宗' }],
    ['腿摔断了，住院一个月', { situation: '腿摔断了，住院一个月' }],
    ['', {}],
  ])('%s', (raw, values) => {
    const item = readAmendment(raw, fieldsOf('risk'), village)
    expect(item.values).toEqual(values)
    expect(item.asks).toEqual([])
  })
})

describe('a visit that is only planned', () => {
  it.each(['走访 张耀宗 明天去', '走访 张耀宗 后天再去看看', '走访 张耀宗，明天上午去一趟'])('%s is asked about', (text) => {
    expect(itemsOf(text)[0]?.asks.map((ask) => [ask.field, ask.reason])).toContainEqual(['date', 'invalid'])
  })

  it.each(['走访 张耀宗 家里都好，明天送药', '走访 张耀宗 明天去新疆打工', '走访 张耀宗 儿子后天回来'])(
    '%s tells of tomorrow and is a visit',
    (text) => {
      expect(itemsOf(text)[0]?.asks).toEqual([])
    },
  )
})
