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
const inspection = of('inspection')
const study = of('study')
const training = of('training')
const task = of('task')
const checkin = of('checkin')
const month = of('indicator')

/** Side fields once more, written after the rules for the fifth set and before they were tried on these. */
export const sixth: Case[] = [
  visit('上午和陈文博一块走访吴多才，番薯收了八百斤', {
    household: '吴多才',
    situation: '~番薯收了八百斤',
    companions: ['陈文博'],
  }),
  visit('走访许世民，同行林小燕，他媳妇在县城当保洁', { household: '许世民', situation: '~当保洁', companions: ['林小燕'] }),
  visit('走访许世民 他媳妇在县城当保洁 陪同：符史强', { household: '许世民', situation: '~当保洁', companions: ['符史强'] }),
  visit('打电话走访了黄辉，他在广州送外卖', { household: '黄辉', situation: '~送外卖', method: '电话' }),
  visit('走访 符亚荣', { household: '' }, '铺仔村', { asks: 'household' }),
  visit('走访 曾令华 电话联系，说在文昌摘椰子', { household: '曾令华', situation: '~摘椰子', method: '电话' }),
  visit('走访 曾令华 方式：视频 人在文昌', { household: '曾令华', situation: '人在文昌', method: '其他' }),
  visit('代报：林小燕 户主：符兰 情况：孩子上小学', { household: '符兰', situation: '孩子上小学', visitor: '林小燕' }, '铺仔村', {
    kind: 'visit',
    mayAsk: true,
  }),
  visit('走访 符兰 孩子上小学 走访人：陈文博', { household: '符兰', situation: '孩子上小学', visitor: '陈文博' }),
  visit('走访王国新，房顶补过了，诉求是想领几只鸭苗', { household: '王国新', situation: '~房顶补过了', needs: '~想领几只鸭苗' }),
  visit('走访王国新，问题是水压不够三楼上不去，已经跟水管站讲了', { household: '王国新', situation: '~' }, '铺仔村', {
    loose: ['problem', 'situation', 'measures'],
    mayAsk: true,
  }),
  visit('走访谢桂兰 鸡卖了四十只 措施 联系超市代销', { household: '谢桂兰', situation: '~鸡卖了四十只', measures: '~联系超市代销' }),
  visit('去林少芳家坐了一下，她说腰好多了', { household: '林少芳', situation: '~腰好多了' }, '铺仔村', { mayAsk: true }),
  visit('马占山家羊羔死了两只，走访记一下', { household: '马占山', situation: '~羊羔死了两只' }, '缸房村', { mayAsk: true }),
  visit('6月11号高玉川陪我走访了拓万成，荞麦刚出苗', { household: '拓万成', situation: '~荞麦刚出苗', date: '2023-06-11' }, '缸房村', {
    loose: ['companions'],
    mayAsk: true,
  }),
  visit('走访白海生，驻村干部和包村领导都去了，水窖修好了', { household: '白海生', situation: '~水窖修好了' }, '缸房村'),
  visit('走访曹彩霞 时间昨天 窗户换了新的', { household: '曹彩霞', situation: '~窗户换了新的', date: '2023-06-14' }, '缸房村'),
  visit(
    '走访 唐自林 茶园除草 需求：要一台割草机 日期：6.10',
    { household: '唐自林', situation: '茶园除草', needs: '要一台割草机', date: '2023-06-10' },
    '花里村',
  ),
  visit('走访陶光银杨代军，两户都在家采茶', { household: '', situation: '' }, '花里村', {
    is: [
      { household: '陶光银', situation: '~在家采茶' },
      { household: '杨代军', situation: '~在家采茶' },
    ],
    mayAsk: true,
  }),
  visit('走访周明安 他兄弟刘仁成帮忙盖的猪圈', { household: '周明安', situation: '~刘仁成帮忙盖的猪圈' }, '花里村'),

  risk('风险 谢桂兰 因病 查出肝硬化，来源自主申报，建议申请大病救助', {
    household: '谢桂兰',
    cause: '因病',
    situation: '~查出肝硬化',
    source: '自主申报',
    suggestion: '~申请大病救助',
  }),
  risk('风险 黄辉 收入下降 槟榔价跌，部门预警', { household: '黄辉', cause: '收入下降', situation: '~槟榔价跌', source: '部门预警' }),
  risk('风险 陈丽珍 原因因灾 台风掀了屋顶 金额两万', { household: '陈丽珍', cause: '因灾', situation: '~台风掀了屋顶', amount: 20000 }),
  risk('王亦态查出尿毒症要透析，报风险', { household: '王亦态', cause: '因病', situation: '~尿毒症' }),
  risk('惠玉莲家窑塌了一孔，上报风险', { household: '惠玉莲', situation: '~窑塌了一孔' }, '缸房村', { mayAsk: true, loose: ['cause'] }),
  risk(
    '风险 廖昌华 因意外 骑车摔断腿，自付一万二千三，信访转来的',
    { household: '廖昌华', cause: '因意外', situation: '~摔断腿', amount: 12300, source: '信访' },
    '花里村',
  ),
  risk(
    '风险 龚高英 缺劳力 儿子服刑 建议 安排公益性岗位',
    { household: '龚高英', cause: '缺劳力', situation: '~儿子服刑', suggestion: '~安排公益性岗位' },
    '花里村',
  ),
  risk(
    '走访发现聂火生家竹荪绝收，因产业，报个风险',
    { household: '聂火生', cause: '因产业', situation: '~竹荪绝收', source: '走访发现' },
    '古桥村',
    { mayAsk: true },
  ),

  meeting('会议 调度会 主题：控辍保学 主持张建军 20人', { type: '调度会', topic: '控辍保学', host: '张建军', attendees: 20 }, '响水镇'),
  meeting(
    '昨天召开推进会，研究光伏电站移交，参会15人，张建军主持',
    { type: '推进会', topic: '~光伏电站移交', host: '张建军', attendees: 15, date: '2023-06-14' },
    '响水镇',
  ),
  meeting(
    '会议 党委会 主题 干部调整 议定 1.王信隆6月20日前交接 2.茶胡村负责6月25日前补选',
    {
      type: '党委会',
      topic: '干部调整',
      decisions: [
        { text: '~交接', owner: '王信隆', due: '2023-06-20' },
        { text: '~补选', owner: '~茶胡', due: '2023-06-25' },
      ],
    },
    '和舍镇',
  ),
  meeting('开了村级例会，讲了高温天气防溺水，来了十五个人', { type: '村级例会', topic: '~防溺水', attendees: 15 }, '花里村'),
  meeting(
    '会议 类型：村民代表会 主题：集体经济分红 人数：52 议题：1.审议方案 2.表决',
    { type: '村民代表会', topic: '集体经济分红', attendees: 52, agenda: ['审议方案', '表决'] },
    '古桥村',
  ),

  issue(
    '问题 驼燕沟村卫生厕所冻裂 责任单位：驼燕沟村 来源：自查 7月1日前',
    { content: '~卫生厕所冻裂', unit: '~驼燕沟', source: '自查', due: '2023-07-01' },
    '响水镇',
    { loose: ['class'] },
  ),
  { say: '审计指出窑湾村账目不清，窑湾村负责，这个月底前整改', at: '响水镇', none: true, mayAsk: true },
  issue('问题 入户路泥泞 类别道路 部门交通局', { content: '~入户路泥泞', class: '道路', department: '~交通' }, '响水镇'),
  issue(
    '问题：先光村学生营养餐变质，来源暗访，责任部门卫健委',
    { content: '~营养餐变质', source: '暗访', department: '~卫生健康' },
    '和舍镇',
    { loose: ['unit', 'class'] },
  ),
  issue('督查反馈的问题：档案缺页，时限6月25日', { content: '~档案缺页', source: '督查', due: '2023-06-25' }, '花里村', { mayAsk: true }),

  inspection(
    '督查 和舍镇 资金台账不全 方式：专项 人员：李文彬',
    { unit: '~和舍镇', findings: ['资金台账不全'], type: '专项督查', people: ['李文彬'] },
    '临高县',
  ),
  inspection('重点督查 抱堂村 项目停工三个月', { unit: '~抱堂村', findings: ['~项目停工三个月'], type: '重点督查' }, '临高县'),
  inspection('昨天检查了先光村，厕所没人管，路灯不亮', { unit: '~先光村', findings: ['~厕所没人管'], date: '2023-06-14' }, '临高县'),

  study(
    '调研 宏大村 生猪养殖 建议：补贴冷链 发现：运费高',
    { unit: '~宏大村', topic: '生猪养殖', findings: '运费高', suggestions: '补贴冷链' },
    '南宫山镇',
  ),
  study('今天在桂花村调研了烤烟，建议扩种', { unit: '~桂花村', topic: '~烤烟', date: '2023-06-15' }, '南宫山镇', {
    loose: ['suggestions'],
  }),
  study('调研 东风村 竹木加工 发现 用工短缺老龄化重', { unit: '~东风村', topic: '~竹木加工', findings: '~用工短缺' }, '大塅镇'),

  training('培训 电焊技术 参训22人 村级', { topic: '电焊技术', attendees: 22, level: '村' }),
  training(
    '昨天举办茶叶修剪培训，到会三十七人，层级镇',
    { topic: '~茶叶修剪', attendees: 37, level: '镇', date: '2023-06-14' },
    '南宫山镇',
  ),
  training('培训 反诈 人数 45 日期 6月9日', { topic: '反诈', attendees: 45, date: '2023-06-09' }, '古桥村'),

  task('任务 补录户籍信息 责任人陶明华 时限6月20日', { content: '~补录户籍信息', owner: '陶明华', due: '2023-06-20' }, '南宫山镇'),
  task('任务 请桂花村后天前上报烤烟面积', { content: '~上报烤烟面积', owner: '~桂花', due: '2023-06-17' }, '南宫山镇'),
  task('任务 缸房村 明天中午前 上报倒伏面积', { content: '~上报倒伏面积', owner: '~缸房', due: '2023-06-16' }, '响水镇'),

  checkin('离岗 去县里培训 至6月17日', { leaving: true, reason: '~去县里培训', until: '2023-06-17' }),
  checkin('签到 返岗', { returning: true }),
  checkin('返岗了，在村上', { returning: true, place: '村' }, '花里村'),
  checkin('在镇上签到', { place: '镇' }, '古桥村'),

  month('月报 开工率 六成五 完工率 20%', { values: { 开工率: 65, 完工率: 20 } }, '响水镇'),
  month('上月月报 资金支出率 48.6%', { values: { 资金支出率: 48.6 }, period: '2023-05' }, '和舍镇'),
  of('info')(
    '信息 问题调研 标题：养老服务站闲置 正文：全镇7个站5个没人用，建议改成日间照料。',
    { category: '问题调研', title: '养老服务站闲置', body: '全镇7个站5个没人用，建议改成日间照料' },
    '和舍镇',
  ),
  { say: '王亦态家走访了没有，谁去的', none: true, mayAsk: true },
  { say: '昨天开会说的那个任务谁负责', none: true, mayAsk: true },
]
