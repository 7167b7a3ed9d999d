/** One row of the source documents: what it is called there, and the command words by which people work it (checked against the commands). */
export interface MechanismRow {
  row: string
  title: string
  /** Title or alias of a command. */
  words: readonly string[]
}

const row = (name: string, title: string, ...words: string[]): MechanismRow => ({ row: name, title, words })

/** The 61 rows of the five source documents, by the pack that carries each document. */
export const mechanisms: readonly { pack: string; rows: readonly MechanismRow[] }[] = [
  {
    pack: 'qingcheng',
    rows: [
      row('A1', '联系点', '包抓', '走访', '调研', '联系点情况'),
      row('A2', '专班任务', '任务', '进展', '办结'),
      row('A3', '联乡牵头单位', '联乡', '调研'),
      row('A4', '遍访', '走访', '进度'),
      row('A5', '月报告、季分析、半年小结、全年总结', '进度'),
      row('A6', '会议调度', '会议'),
      row('A7', '调研', '调研', '帮扶单位'),
      row('A8', '明察暗访', '督查'),
      row('A9', '资金整合使用', '项目', '项目台账'),
      row('A10', '监测帮扶', '风险', '核实', '纳入', '消除'),
      row('A11', '示范创建', '项目', '项目台账'),
      row('A12', '责任清单', '任务', '报审', '审定', '备案', '信息'),
      row('A13', '问题销号', '问题', '交办', '整改', '签字', '销号', '四张清单'),
      row('A14', '考核奖惩', '参考分', '结果', '通报批评', '约谈'),
    ],
  },
  {
    pack: 'yichun',
    rows: [
      row('B1', '定期研究', '会议'),
      row('B2', '遍访', '走访', '调研', '进度'),
      row('B3', '专项工作组、联席会议', '会议'),
      row('B4', '监测时限', '风险', '纳入', '救助', '消除', '回访'),
      row('B5', '四保障', '问题', '零报告'),
      row('B6', '收入监测', '月报'),
      row('B7', '搬迁后扶回头看', '搬迁后扶'),
      row('B8', '资金绩效', '项目', '结果'),
      row('B9', '典型选树', '信息', '采用'),
      row('B10', '驻村管理', '督查', '召回'),
      row('B11', '样板', '项目', '项目台账'),
      row('B12', '干部激励', '参考分', '年度情况'),
      row('B13', '机构队伍', '队伍情况'),
      row('B14', '业务大比武', '结果', '每日一题', '考核结果'),
      row('B15', '政策宣传', '政策', '明白卡', '政策落实', '政策落实情况'),
      row('B16', '基础资料', '资料'),
      row('B17', '信息报送', '信息', '有效', '采用', '积分'),
      row('B18', '督查激励', '结果', '考核结果'),
      row('B19', '村级例会、四定闭环', '会议', '本月主题', '零报告'),
      row('B20', '专项整治', '督查'),
    ],
  },
  {
    pack: 'yulin',
    rows: [
      row('C1', '两个清单', '任务', '报审', '备案'),
      row('C2', '双月推进'),
      row('C3', '六个一', '抽查'),
      row('C4', '监测台账', '台账', '风险'),
      row('C5', '增收', '月报'),
      row('C6', '资金六道关口', '项目', '项目台账'),
      row('C7', '驻村', '签到', '实事', '双点到'),
      row('C8', '村企共建', '村企', '月报', '提醒函', '约谈', '表扬'),
      row('C9', '示范创建', '项目', '项目台账'),
    ],
  },
  {
    pack: 'lingao',
    rows: [
      row('D1', '攻坚战'),
      row('D2', '四大问题', '问题', '台账'),
      row('D3', '三级战斗体系', '会议', '督查'),
      row('D4', '联系户', '帮扶人', '走访', '我的联系户'),
      row('D5', '培训', '培训', '培训场次人次'),
      row('D6', '规范消除、回访', '消除', '回退', '重启', '回访', '落实'),
      row('D7', '督查', '督查'),
      row('D8', '回头看', '回头看', '回头看清单'),
      row('D9', '突击纳入', '信号', '说明'),
      row('D10', '识别标准、监测模型', '走访', '风险'),
    ],
  },
  {
    pack: 'ankang',
    rows: [
      row('E1', '情况通报'),
      row('E2', '资金支出', '月报', '支出进度', '排名'),
      row('E3', '清单报送', '任务', '谁没报清单'),
      row('E4', '双向交办四步闭环', '交办', '核实', '整改', '销号'),
      row('E5', '定期调度、通报、评比', '排名'),
      row('E6', '试点村', '项目', '项目台账'),
      row('E7', '核查', '核实'),
      row('E8', '部门责任', '转办', '部门责任'),
    ],
  },
]

/** Every row's name. */
export const mechanismRows: ReadonlySet<string> = new Set(mechanisms.flatMap(({ rows }) => rows.map((one) => one.row)))
