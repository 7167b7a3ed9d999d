/** One thing typed about a case: by whom, the words with {no} for its number, a photo along with it, and answers to what is asked. */
export interface WalkStep {
  from: string
  say: string
  photo?: true
  answers?: string[]
  /** Time that passes before it. */
  after?: string
}

/** One case from its report on. */
export interface Walk {
  kind: string
  from: string
  report: string
  steps: WalkStep[]
}

const by = (from: string, ...words: string[]): WalkStep[] => words.map((say) => ({ from, say }))
const photo = (from: string, say: string): WalkStep => ({ from, say, photo: true })

/** Cases that go through every action of every workflow, in the words that people type. */
export const walks: Walk[] = [
  {
    kind: 'risk',
    from: 'jiahongwei',
    report: '风险 何梅 因病 住院自付两万三千元',
    steps: [
      ...by('liuhaifeng', '核实 {no} 属实', '申请纳入 {no}', '评议 {no} 通过', '公示 {no} 6月1日-6月7日', '审核 {no} 通过'),
      ...by('sunli', '审定 {no} 同意'),
      ...by('liuhaifeng', '纳入 {no} 边缘易致贫户', '帮扶 {no} 大病救助 医保局 6月30日', '救助 {no} 3000元', '落实 {no} 1'),
      { from: 'liuhaifeng', say: '消除 {no}', answers: ['是'] },
      ...by('liuhaifeng', '回退 {no} 收入核算有误'),
      { from: 'liuhaifeng', say: '消除 {no}', answers: ['是'] },
      ...by('jiahongwei', '回访 {no} 在合作社务工，收入稳定'),
      { from: 'liuhaifeng', say: '结案 {no}', after: 'P2D' },
      ...by('liuhaifeng', '重启 {no} 再次住院'),
    ],
  },
  {
    kind: 'issue',
    from: 'jiahongwei',
    report: '问题 五组蓄水池渗漏，水压上不去 来源：自查',
    steps: [
      ...by('sunli', '交办 {no} 马岭镇 时限:6月30日', '延期 {no} 至7月15日 雨季无法施工'),
      ...by('liuhaifeng', '核实 {no} 属实'),
      photo('liuhaifeng', '整改 {no} 蓄水池已修好'),
      ...by('sunli', '退回 {no} 照片看不出整改后的样子'),
      photo('liuhaifeng', '整改 {no} 蓄水池已修好，水压恢复'),
      { from: 'zhangcaixia', say: '签字 {no}', answers: ['同意'] },
      { from: 'wangjianxin', say: '签字 {no}', answers: ['同意'] },
      ...by('sunli', '销号 {no}'),
      ...by('hanming', '回头看 {no} 通过'),
    ],
  },
  {
    kind: 'issue',
    from: 'jiahongwei',
    report: '问题 三组饮水管道老化 来源：自查',
    steps: [...by('sunli', '交办 {no} 马岭镇'), ...by('liuhaifeng', '转办 {no} 水务局')],
  },
  {
    kind: 'task',
    from: 'wumin',
    report: '交清单 2023年度重点任务12项',
    steps: [
      ...by('wumin', '报审 {no}'),
      ...by('liguodong', '退回 {no} 第三项没有责任人'),
      ...by('wumin', '报审 {no}'),
      ...by('liguodong', '审定 {no} 同意'),
      ...by('sunli', '备案 {no}'),
      ...by('wumin', '进展 {no} 已完成3项', '办结 {no} 12项全部完成'),
    ],
  },
  {
    kind: 'task',
    from: 'sunli',
    report: '任务 内容:报送半年总结 责任单位:马岭镇 时限:6月30日',
    steps: by('sunli', '延期 {no} 至7月5日 资料未齐'),
  },
  {
    kind: 'info',
    from: 'liuhaifeng',
    report: '信息\n类别：经验成效\n标题：群众点单\n正文：推行群众点单、村级派单、部门接单，诉求三天内上门核实。',
    steps: by('sunli', '有效 {no}', '采用 {no} 省级 赣乡振〔2023〕12号'),
  },
  {
    kind: 'info',
    from: 'liuhaifeng',
    report: '信息\n类别：问题调研\n标题：管护资金\n正文：村级饮水管护资金没有着落，建议从衔接资金里安排。',
    steps: by('sunli', '退回 {no} 与上月重复'),
  },
  {
    kind: 'inspection',
    from: 'hanming',
    report: '暗访 马岭镇 1.明白卡没有更新 2.值班无人',
    steps: by('hanming', '反馈 {no} 时限:6月30日'),
  },
  {
    kind: 'consequence',
    from: 'sunli',
    report: '提醒函 马岭镇 走访进度慢于序时',
    steps: by('liuhaifeng', '回复 {no} 已召开会议，6月底前补齐走访'),
  },
  {
    kind: 'accountability',
    from: 'hanming',
    report: '问责建议 马岭镇 数字整改，建议约谈主要负责人',
    steps: by('wangjianxin', '批示 {no} 请督查组核实后约谈'),
  },
  {
    kind: 'project',
    from: 'liuhaifeng',
    report: '项目 入库 名称：冷链仓库 实施单位：纸房村 下达额：80万元',
    steps: [
      ...by(
        'liuhaifeng',
        '联审 {no} 财政局 农业农村局',
        '计划 {no} 下达额:90万元',
        '开工 {no}',
        '支出 {no} 12万元',
        '完工 {no}',
        '验收 {no}',
      ),
      ...by(
        'liuhaifeng',
        '移交 {no}',
        '闲置 {no} 冷库停用半年',
        '盘活 {no} 租给合作社，年租金2万元',
        '闲置 {no} 连续两年亏损',
        '处置 {no} 经村民代表会议同意报废',
      ),
    ],
  },
  {
    kind: 'resettlement',
    from: 'sunli',
    report: '搬迁后扶 安置点：幸福里安置点 单位：纸房村',
    steps: [{ from: 'sunli', say: '回头看 {no}', answers: ['是', '否'] }],
  },
]
