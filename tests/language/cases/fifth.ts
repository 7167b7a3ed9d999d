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
const info = of('info')

/** Messages of every kind with their side fields, written before the rules were tried on them: the readings are a person's. */
export const fifth: Case[] = [
  visit('今天和林小燕一起走访了王国兴，屋顶补好了，不漏了', {
    household: '王国兴',
    situation: '~屋顶补好了，不漏了',
    companions: ['林小燕'],
    date: '2023-06-15',
  }),
  visit('走访 符秀英 同行陈文博、林小燕 老人腿脚不好，邻居帮着买菜', {
    household: '符秀英',
    situation: '~老人腿脚不好',
    companions: ['陈文博', '林小燕'],
  }),
  visit('走访黄辉，槟榔黄化，收成不到往年一半，诉求是想换种菠萝蜜', { household: '黄辉', situation: '~槟榔黄化', needs: '~想换种菠萝蜜' }),
  visit('电话走访谢桂兰，人在海口带孙子，下月回来', { household: '谢桂兰', situation: '~海口带孙子', method: '电话' }, '铺仔村', {
    loose: ['date'],
  }),
  visit(
    '给吴多才打了个电话，说在三亚工地绑钢筋，一天三百，走访记一下',
    { household: '吴多才', situation: '~三亚工地绑钢筋', method: '电话' },
    '铺仔村',
    { mayAsk: true },
  ),
  visit('替林小燕报个走访：许世民家，化肥已经领到', { household: '许世民', situation: '~化肥已经领到', visitor: '林小燕' }),
  visit('走访 曾令华 走访人林小燕 家里新添了一台碾米机', { household: '曾令华', situation: '~碾米机', visitor: '林小燕' }),
  visit('走访人：陈文博 户主：蔡笃才 情况：儿子在洋浦上班，月薪五千 问题：老屋电线老化', {
    household: '蔡笃才',
    situation: '儿子在洋浦上班，月薪五千',
    visitor: '陈文博',
    problem: '老屋电线老化',
  }),
  visit(
    '走访蔡笃才，问题：厕所没有门；措施：联系村里木匠装一个',
    { household: '蔡笃才', problem: '厕所没有门', measures: '~联系村里木匠' },
    '铺仔村',
    { mayAsk: true, loose: ['situation'] },
  ),
  visit('去王亦态屋里走了一趟，稻子快熟了', { household: '王亦态', situation: '~稻子快熟了' }),
  visit('走访王亦态 同行的有符史强书记 家里刚买了摩托', { household: '王亦态', situation: '~刚买了摩托', companions: ['符史强'] }),
  visit(
    '昨晚跟第一书记陈文博去丛潭村陈丽珍家入户，孩子考上高中了',
    { household: '陈丽珍', situation: '~考上高中', companions: ['陈文博'], date: '2023-06-14' },
    '铺仔村',
    { loose: ['method'] },
  ),
  visit('走访折小平 方式电话 羊卖了十二只 一只一千出头', { household: '折小平', situation: '~羊卖了十二只', method: '电话' }, '缸房村'),
  visit('入户惠玉莲，老伴中风后能下地了，想要个轮椅', { household: '惠玉莲', situation: '~中风后能下地了' }, '缸房村', {
    loose: ['needs', 'method'],
  }),
  visit(
    '走访 马占山 诉求：想贷款两万买羊 措施：已给信用社打招呼',
    { household: '马占山', needs: '想贷款两万买羊', measures: '已给信用社打招呼' },
    '缸房村',
    { mayAsk: true, loose: ['situation'] },
  ),
  visit(
    '走访 马占山 圈里羊四十只 诉求：想贷款两万买羊 措施：已给信用社打招呼',
    { household: '马占山', situation: '圈里羊四十只', needs: '想贷款两万买羊', measures: '已给信用社打招呼' },
    '缸房村',
  ),
  visit(
    '六月十二跟张建军镇长走访艾生才，玉米出苗不齐',
    { household: '艾生才', situation: '~玉米出苗不齐', companions: ['张建军'], date: '2023-06-12' },
    '缸房村',
  ),
  visit('遍访 白海生 一切正常 陪同：高玉川', { household: '白海生', situation: '一切正常', companions: ['高玉川'] }, '缸房村'),
  visit('走访 雷桂英，去年危房改造的房子入住了，家电都齐', { household: '雷桂英', situation: '~危房改造的房子入住了' }, '缸房村'),
  visit(
    '前天下午走访廖昌华同志家，反映自来水早晚没有，已给水管员说了',
    { household: '廖昌华', situation: '~自来水早晚没有', date: '2023-06-13' },
    '花里村',
    { loose: ['measures', 'problem'] },
  ),
  visit('走访郭正兰 药费报销了百分之八十五 还有一笔没报', { household: '郭正兰', situation: '~还有一笔没报' }, '花里村'),
  visit(
    '走访\n户主\t张先友\n情况\t魔芋种了三亩，长势好\n同行\t祝长青\n日期\t2023/6/11',
    { household: '张先友', situation: '~魔芋种了三亩', companions: ['祝长青'], date: '2023-06-11' },
    '花里村',
  ),
  visit(
    '走访 祝永平 在家养蜂20箱 需求 想要政府给办个蜂蜜检测',
    { household: '祝永平', situation: '~养蜂20箱', needs: '~办个蜂蜜检测' },
    '花里村',
    { loose: [] },
  ),
  visit('本周一走访邱世清伍先翠两家都正常', { household: '邱世清', situation: '~正常', date: '2023-06-12' }, '花里村', {
    is: [
      { household: '邱世清', situation: '~正常', date: '2023-06-12' },
      { household: '伍先翠', situation: '~正常', date: '2023-06-12' },
    ],
  }),
  visit('微信视频回访了熊兰英，在东莞厂里，说厂里淡季只上八小时', { household: '熊兰英', situation: '~厂里淡季只上八小时' }, '古桥村', {
    loose: ['method'],
  }),
  visit(
    '走访聂火生家时间是6月9号，香菇大棚被风掀了两个角，自己修好了',
    { household: '聂火生', situation: '~香菇大棚被风掀了', date: '2023-06-09' },
    '古桥村',
  ),
  visit(
    '走访：帅细毛；情况：五保老人，住敬老院；走访时间：昨天；陪同人员：卢国平',
    { household: '帅细毛', situation: '五保老人，住敬老院', date: '2023-06-14', companions: ['卢国平'] },
    '古桥村',
  ),
  visit('我跟老卢去看了温金莲走访她说医保断缴了一年', { household: '温金莲', situation: '~医保断缴了一年' }, '古桥村', {
    mayAsk: true,
    loose: ['companions'],
  }),
  visit('走访 胡海泉 电话 人在浙江永康 年底回', { household: '胡海泉', situation: '~浙江永康', method: '电话' }, '古桥村', {
    loose: ['date'],
  }),
  visit(
    '今日走访涂传宝 存在问题没有厕所 帮扶措施报镇里改厕',
    { household: '涂传宝', date: '2023-06-15', situation: '存在问题没有厕所 帮扶措施报镇里改厕' },
    '古桥村',
  ),
  risk('风险 林少芳 男人出海摔伤了腰，住院自付一万八，走访发现', {
    household: '林少芳',
    cause: '因意外',
    situation: '~摔伤了腰',
    amount: 18000,
    source: '走访发现',
  }),
  risk('符兰家着火了，风险上报', { household: '符兰', situation: '~着火' }, '铺仔村', { mayAsk: true, loose: ['cause'] }),
  risk('上报风险：李秀英(铺仔二组)，厂里裁员没活干，来源网格排查，建议安排公益岗', {
    household: '李秀英',
    cause: '因失业',
    situation: '~裁员没活干',
    source: '网格排查',
    suggestion: '~安排公益岗',
  }),
  risk(
    '预警 陈明 孩子查出白血病，花了十一万多，自己报上来的',
    { household: '陈明', cause: '因病', situation: '~白血病', amount: 110000 },
    '铺仔村',
    { loose: ['amount', 'source'], mayAsk: true },
  ),
  risk(
    '返贫风险 户主 高海军 原因 因灾 情况 冰雹把三亩西瓜打没了 金额 九千 建议 申请救灾款',
    { household: '高海军', cause: '因灾', situation: '冰雹把三亩西瓜打没了', amount: 9000, suggestion: '申请救灾款' },
    '缸房村',
  ),
  risk(
    '风险 呼延虎 因残 车床轧断两根手指，厂里赔了3万，自付6500元',
    { household: '呼延虎', cause: '因残', situation: '~车床轧断两根手指', amount: 6500 },
    '缸房村',
    { mayAsk: true },
  ),
  risk(
    '风险 常秀兰 女儿上大学学费一年八千交不起 自主申报',
    { household: '常秀兰', cause: '因学', situation: '~学费一年八千交不起', source: '自主申报', amount: 8000 },
    '缸房村',
    { loose: ['amount'] },
  ),
  risk(
    '昨天网格排查发现杜凤莲窑洞裂缝，属于危房，报风险',
    { household: '杜凤莲', cause: '因住房', situation: '~窑洞裂缝', source: '网格排查', date: '2023-06-14' },
    '缸房村',
    { mayAsk: true },
  ),
  risk(
    '风险：户主龚高英，丈夫透析一年自付4.2万，部门预警来的，建议纳入监测',
    { household: '龚高英', cause: '因病', situation: '~丈夫透析', amount: 42000, source: '部门预警', suggestion: '~纳入监测' },
    '花里村',
  ),
  risk('风险 刘仁成 收入下降 核桃卖不出去，少收入五千', { household: '刘仁成', cause: '收入下降', situation: '~核桃卖不出去' }, '花里村', {
    loose: ['amount'],
  }),
  risk(
    '风险 柯尊发 来源：信访 情况：合作社欠他工钱七千六一直没给 原因：其他',
    { household: '柯尊发', cause: '其他', situation: '合作社欠他工钱七千六一直没给', source: '信访' },
    '花里村',
    { loose: ['amount'] },
  ),
  risk(
    '卢水根风险，务工不稳，工地停了两个月，信息来自电话抽查',
    { household: '卢水根', cause: '务工不稳', situation: '~工地停了两个月', source: '电话抽查' },
    '古桥村',
  ),
  risk(
    '风险 刘南生 缺劳力 老两口都七十多 孙子才六岁 建议：低保提标',
    { household: '刘南生', cause: '缺劳力', situation: '~孙子才六岁', suggestion: '低保提标' },
    '古桥村',
  ),
  risk(
    '返贫风险报告\n农户：罗水根\n致贫原因：因产业\n基本情况：养鸭死了六百只\n损失：2.4万元\n线索来源：集中排查\n帮扶建议：协调保险理赔',
    {
      household: '罗水根',
      cause: '因产业',
      situation: '养鸭死了六百只',
      amount: 24000,
      source: '集中排查',
      suggestion: '协调保险理赔',
    },
    '古桥村',
  ),

  meeting('今天上午开了村级例会，符史强主持，18人参加，主题是防汛值班安排', {
    type: '村级例会',
    topic: '~防汛值班安排',
    host: '符史强',
    attendees: 18,
    date: '2023-06-15',
  }),
  meeting(
    '会议 党委会 研究衔接资金项目申报 主持吴清雄 参会九人',
    { type: '党委会', topic: '~研究衔接资金项目申报', host: '吴清雄', attendees: 9 },
    '和舍镇',
  ),
  meeting(
    '会议\n类型：推进会\n主题：秋冬种植\n主持：吴清雄\n人数：25\n议定：\n1、铺仔村6月25日前上报种植面积\n2、王信隆负责联系种苗，7月5日前到位',
    {
      type: '推进会',
      topic: '秋冬种植',
      host: '吴清雄',
      attendees: 25,
      decisions: [
        { text: '~上报种植面积', owner: '~铺仔', due: '2023-06-25' },
        { text: '~联系种苗', owner: '王信隆', due: '2023-07-05' },
      ],
    },
    '和舍镇',
  ),
  meeting(
    '昨天下午召开党政联席会议，议题：1.饮水项目验收 2.低保评议，张建军主持，参会12人',
    { type: '党政联席会', host: '张建军', attendees: 12, agenda: ['饮水项目验收', '低保评议'], date: '2023-06-14' },
    '响水镇',
    { loose: ['topic'], mayAsk: true },
  ),
  meeting(
    '会议纪要 专班调度会 主题 资金支出 议定 驼燕沟村本月底前完成支付',
    { type: '专班调度会', topic: '资金支出', decisions: [{ text: '~完成支付', owner: '~驼燕沟', due: '2023-06-30' }] },
    '响水镇',
  ),
  meeting(
    '开了个村民代表会，四十一个代表到会，把光伏收益分配方案过了',
    { type: '村民代表会', topic: '四十一个代表到会，把光伏收益分配方案过了' },
    '花里村',
    { mayAsk: true },
  ),
  meeting(
    '会议 调度会 监测帮扶工作 陶明华主持 参加人员16人 6月13日',
    { type: '调度会', topic: '~监测帮扶工作', host: '陶明华', attendees: 16, date: '2023-06-13' },
    '南宫山镇',
  ),
  meeting('会议 类型 屋场会 主题 移风易俗 人数 三十多', { type: '屋场会', topic: '移风易俗', attendees: 30 }, '古桥村', {
    mayAsk: true,
    loose: ['attendees'],
  }),
  meeting(
    '6月8日 卢国平主持召开支部党员大会 讨论发展对象 到会21人',
    { type: '~党员大会', topic: '~讨论发展对象', host: '卢国平', attendees: 21, date: '2023-06-08' },
    '古桥村',
    { mayAsk: true },
  ),
  meeting(
    '会议 领导小组会议 主题：考核问题整改 参会：各村书记及站所负责人共34人 主持人：陶明华 时间：6月12日上午9点',
    { type: '领导小组会议', topic: '考核问题整改', attendees: 34, host: '陶明华', date: '2023-06-12' },
    '南宫山镇',
  ),
  meeting(
    '会议 推进会 主题:厕所革命 决定:由花里村、桂花村6月底前各完成20座',
    { type: '推进会', topic: '厕所革命', decisions: [{ text: '~各完成20座', owner: '~花里', due: '2023-06-30' }] },
    '南宫山镇',
    { mayAsk: true },
  ),

  issue(
    '问题 三组抽水泵坏了半个月 责任部门水务局 6月30日前修好',
    { content: '~抽水泵坏了半个月', department: '~水务局', due: '2023-06-30' },
    '和舍镇',
    { loose: ['class'] },
  ),
  issue(
    '上报问题：抱堂村委会卫生室没药，责任单位抱堂村，督查发现的，时限7月10日',
    { content: '~卫生室没药', unit: '~抱堂村', source: '督查', due: '2023-07-10' },
    '和舍镇',
    { loose: ['class'] },
  ),
  issue(
    '问题 内容：茶胡村公示栏半年没更新 来源：暗访 类别：干部作风 整改时限：本月底',
    { content: '~公示栏半年没更新', source: '暗访', class: '干部作风', due: '2023-06-30' },
    '和舍镇',
    { loose: ['unit'] },
  ),
  issue(
    '国家考核反馈的问题：缸房村两户安全住房鉴定没有报告，由住建部门负责，7月底前改完',
    { content: '~安全住房鉴定没有报告', source: '国家考核', due: '2023-07-31' },
    '响水镇',
    { mayAsk: true, loose: ['class', 'unit', 'department'] },
  ),
  issue(
    '问题 窑湾村道路塌方两处 责任部门：交通局 期限：20号',
    { content: '~道路塌方两处', department: '~交通运输局', due: '2023-06-20' },
    '响水镇',
    { loose: ['unit', 'class'] },
  ),
  issue(
    '自查问题：帮扶手册有四本没签字，责任单位花里村，6月18号前',
    { content: '~帮扶手册有四本没签字', source: '自查', unit: '~花里村', due: '2023-06-18' },
    '花里村',
    { loose: ['class'] },
  ),
  issue('问题 溢河村学生营养餐供应商换了 没有公示 部门 教体局', { content: '~没有公示', department: '~教育体育局' }, '南宫山镇', {
    loose: ['unit', 'class'],
  }),
  issue('问题\n1. 花里村路灯不亮 责任单位花里村 6月22日前\n2. 宏大村垃圾池满 责任单位宏大村 6月25日前', { content: '' }, '南宫山镇', {
    is: [
      { content: '~路灯不亮', unit: '~花里村', due: '2023-06-22' },
      { content: '~垃圾池满', unit: '~宏大村', due: '2023-06-25' },
    ],
    loose: ['class'],
  }),
  issue(
    '审计发现问题 谭坊村产业奖补超范围发放1.2万元 谭坊村负责 月底前清退',
    { content: '~超范围发放1.2万元', source: '审计', unit: '~谭坊', due: '2023-06-30' },
    '大塅镇',
    { mayAsk: true, loose: ['class'] },
  ),
  issue('问题 东风村茶油加工厂没开工 类别产业', { content: '~茶油加工厂没开工', class: '产业' }, '大塅镇', { loose: ['unit'] }),

  inspection('督查 铺仔村 1.值班表没上墙 2.两名队员不在岗', { unit: '~铺仔村', findings: ['值班表没上墙', '两名队员不在岗'] }, '临高县'),
  inspection('暗访抱堂村，村部大门锁着，电话没人接', { unit: '~抱堂村', findings: ['~村部大门锁着'], type: '暗访' }, '临高县', {
    loose: [],
  }),
  inspection(
    '专项督查 先光村 督查人员：钟海燕、李文彬 发现：资金台账和凭证对不上',
    { unit: '~先光村', findings: ['资金台账和凭证对不上'], type: '专项督查', people: ['钟海燕', '李文彬'] },
    '临高县',
  ),
  inspection(
    '6月13日检查茶胡村 方式：日常督查 问题：1、卫生死角多 2、台账漏页',
    { unit: '~茶胡村', findings: ['卫生死角多', '台账漏页'], type: '日常督查', date: '2023-06-13' },
    '临高县',
  ),
  inspection(
    '督查 单位：和舍镇 方式：重点 人员：钟海燕 发现：饮水工程管护责任没落实',
    { unit: '~和舍镇', findings: ['饮水工程管护责任没落实'], type: '重点督查', people: ['钟海燕'] },
    '临高县',
  ),
  inspection(
    '今天跟李文彬一起督查了博厚镇，项目资料没归档',
    { unit: '~博厚镇', findings: ['~项目资料没归档'], people: ['李文彬'], date: '2023-06-15' },
    '临高县',
    { mayAsk: true },
  ),
  inspection('督查 窑湾村档案柜没锁 缸房村公示过期', { unit: '' }, '响水镇', {
    is: [
      { unit: '~窑湾村', findings: ['~档案柜没锁'] },
      { unit: '~缸房村', findings: ['~公示过期'] },
    ],
  }),

  study(
    '调研 花里村 魔芋产业 发现：缺烘干房 建议：联户建一个',
    { unit: '~花里村', topic: '魔芋产业', findings: '缺烘干房', suggestions: '联户建一个' },
    '南宫山镇',
  ),
  study(
    '昨天到溢河村调研旅游，民宿有9家，入住不到三成，建议统一宣传',
    { unit: '~溢河村', topic: '~旅游', suggestions: '~统一宣传', date: '2023-06-14' },
    '南宫山镇',
    { loose: ['findings'] },
  ),
  study(
    '调研地点：古桥村\n主题：毛竹加工\n发现问题：电费贵，一度1.1元\n意见建议：申请农业用电',
    { unit: '~古桥村', topic: '毛竹加工', findings: '电费贵，一度1.1元', suggestions: '申请农业用电' },
    '大塅镇',
  ),
  study(
    '调研 主题：易地搬迁后续就业 单位：谭坊村 日期：6月7日',
    { unit: '~谭坊村', topic: '易地搬迁后续就业', date: '2023-06-07' },
    '大塅镇',
  ),
  study('到缸房村调研了一下高标准农田', { unit: '~缸房村', topic: '~高标准农田' }, '响水镇'),
  study('调研驼燕沟村，看了肉羊合作社，社员六十二户，就是没有冷库', { unit: '~驼燕沟村', topic: '~肉羊合作社' }, '响水镇', {
    loose: ['findings'],
  }),

  training('培训 割胶技术 36人 镇级 6月10日', { topic: '割胶技术', attendees: 36, level: '镇', date: '2023-06-10' }, '和舍镇'),
  training(
    '昨天办了防返贫监测系统培训，村级信息员来了二十三个',
    { topic: '~防返贫监测系统', attendees: 23, date: '2023-06-14' },
    '和舍镇',
    { loose: ['level'] },
  ),
  training('培训主题：消防安全 参训人数：五十八人 级别：村级 时间：6月5号', {
    topic: '消防安全',
    attendees: 58,
    level: '村',
    date: '2023-06-05',
  }),
  training('县里培训，政策解读，我们镇去了6人', { topic: '~政策解读', attendees: 6, level: '县' }, '响水镇', { mayAsk: true }),
  training('培训 内容 中蜂养殖 人数 29 层级 村', { topic: '中蜂养殖', attendees: 29, level: '村' }, '花里村'),
  training('组织了一场竹编培训 参加的有40来人 上周三', { topic: '竹编培训 参加的有40来人', date: '2023-06-07' }, '古桥村', {
    mayAsk: true,
    loose: ['attendees'],
  }),
  training('培训 家政服务 三十一名妇女 邀请县妇联老师讲课', { topic: '~家政服务', attendees: 31 }, '古桥村', { loose: [] }),

  task(
    '任务 上报雨露计划学生名单 责任单位抱堂村 6月19日前',
    { content: '~上报雨露计划学生名单', owner: '~抱堂村', due: '2023-06-19' },
    '和舍镇',
  ),
  task('交任务：让铺仔村明天下班前把危房照片补齐', { content: '~危房照片补齐', owner: '~铺仔村', due: '2023-06-16' }, '和舍镇'),
  task('任务 内容：核对医保参保 责任人：王信隆 截止：下周五', { content: '核对医保参保', owner: '王信隆', due: '2023-06-23' }, '和舍镇'),
  task('任务 缸房村 整理迎检档案 期限6月28日', { content: '整理迎检档案', owner: '~缸房村', due: '2023-06-28' }, '响水镇'),
  task('任务 高玉川 月底前 把到户产业验收完', { content: '~到户产业验收完', owner: '高玉川', due: '2023-06-30' }, '响水镇'),
  { say: '安排个任务给宏大村，三天内清理河道，陶明华盯着', at: '南宫山镇', none: true, mayAsk: true },
  task('任务 谭坊村、东风村 报送务工台账 6月21日', { content: '~报送务工台账', due: '2023-06-21' }, '大塅镇', {
    is: [
      { content: '~报送务工台账', owner: '~谭坊村', due: '2023-06-21' },
      { content: '~报送务工台账', owner: '~东风村', due: '2023-06-21' },
    ],
  }),
  task('任务 更新防返贫手册 完成时限 7月1日 承办单位 古桥村', { content: '更新防返贫手册', owner: '~古桥村', due: '2023-07-01' }, '大塅镇'),

  checkin('签到 到村了 今天查看防汛', { place: '村' }, '铺仔村', { loose: ['reason'] }),
  checkin('打卡 镇上开会', { reason: '镇上开会' }),
  checkin('离岗 回老家办丧事 到6月18日', { leaving: true, reason: '~回老家办丧事', until: '2023-06-18' }),
  checkin('签到 离岗 事由：体检 至：明天', { leaving: true, reason: '体检', until: '2023-06-16' }, '缸房村'),
  checkin('返岗了，在村部', { returning: true, place: '村' }, '缸房村'),
  checkin('到岗 村里', { place: '村' }, '花里村'),
  checkin('请假离岗三天，媳妇生娃，20号回', { leaving: true, reason: '~媳妇生娃，20号回' }, '古桥村'),
  checkin('已到村部签到', { place: '村' }, '古桥村'),

  month('月报 资金支出率 61.5% 开工率 九成', { values: { 资金支出率: 61.5, 开工率: 90 } }, '和舍镇'),
  month('月报 5月 完工率百分之四十二 产业占比 55%', { values: { 完工率: 42, 产业占比: 55 }, period: '2023-05' }, '响水镇'),
  month('指标 期间：上个月 支出进度：七成八', { values: { 资金支出率: 78 }, period: '2023-05' }, '南宫山镇'),
  month('本月月报：开工率100%，完工率33.3%', { values: { 开工率: 100, 完工率: 33.3 }, period: '2023-06' }, '大塅镇'),
  month('六月月报资金支出率五十三点二', { values: { 资金支出率: 53.2 }, period: '2023-06' }, '大塅镇'),

  info('信息 经验成效 标题：铺仔村胶园套种出新路 正文：铺仔村在胶园里套种益智，亩均增收一千二百元，带动31户。', {
    category: '经验成效',
    title: '铺仔村胶园套种出新路',
    body: '铺仔村在胶园里套种益智，亩均增收一千二百元，带动31户',
  }),
  info(
    '信息报送\n类别：问题调研\n标题：山地苹果销售难在哪\n正文：一是冷藏能力小。二是品牌散。6月10日座谈会上，果农反映每斤只有1.8元。',
    { category: '问题调研', title: '山地苹果销售难在哪', body: '一是冷藏能力小。二是品牌散。6月10日座谈会上，果农反映每斤只有1.8元' },
    '响水镇',
  ),
  info(
    '报送 经验做法 题目:富硒茶叶卖到城里 内容:花里村办了直播间,祝永平家卖了三万',
    { category: '经验成效', title: '富硒茶叶卖到城里', body: '花里村办了直播间,祝永平家卖了三万' },
    '花里村',
  ),
  info(
    '信息 类型 问题调研 标题 村医老龄化 正文 全镇九名村医六名超六十岁',
    { category: '问题调研', title: '村医老龄化', body: '全镇九名村医六名超六十岁' },
    '大塅镇',
  ),
  of('project')(
    '项目 入库 名称：胶园道路硬化 实施单位：铺仔村 下达额：70万',
    { name: '胶园道路硬化', unit: '~铺仔村', allocated: 700000 },
    '和舍镇',
    { loose: ['class'] },
  ),
  of('project')('项目 入库 黄桃分选线 缸房村 70万', { name: '~黄桃分选线', unit: '~缸房村', allocated: 700000 }, '响水镇'),
  { say: '会议推迟到下午三点开，主持还是吴书记', none: true, mayAsk: true },
  { say: '走访的照片谁那里有，发我一下', none: true, mayAsk: true },
  { say: '任务太重了，时限能不能宽两天', none: true, mayAsk: true },
]
