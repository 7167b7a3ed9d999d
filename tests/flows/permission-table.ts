// Interface, 'Who may', as a table: what is said about which unit, and who may. Written from the interface, not from the code.

/** Where the units of the table lie, seen from 纸房村 of 马岭镇. */
export const places = {
  纸房村: 'own',
  贺旗村: 'sibling',
  涝池村: 'village of another branch',
  马岭镇: 'above',
  驿马镇: 'another branch',
  庆城县: 'top',
  住建局: 'department',
  产业专班: 'taskforce',
} as const
/** A unit of the table. */
export type Place = keyof typeof places

/** Everybody of the table by his account, one of each role and relation. */
export const people = {
  reporter: 'jiahongwei', // 纸房村村书记
  colleague: 'muxiaodong', // 纸房村第一书记
  neighbour: 'yangzhiguo', // 贺旗村村书记
  stranger: 'fengjianzhong', // 涝池村（驿马镇）村书记
  manager: 'liuhaifeng', // 马岭镇站长
  otherManager: 'caojun', // 驿马镇站长
  townshipLeader: 'qianzhenzhang', // 马岭镇镇长
  countyManager: 'sunli', // 县局办公室
  countyLeader: 'wangjianxin', // 副县长
  inspector: 'hanming', // 督查组
  departmentHead: 'zhaoliping', // 住建局局长
  taskforce: 'wumin', // 产业专班联络员
  enterprise: 'luyuanyuan', // 陇塬果业联络员
  admin: 'zhoukai',
} as const
/** A person of the table. */
export type Who = keyof typeof people
/** All of them. */
export const everybody = Object.keys(people) as Who[]

/** The county's own people, who have all of it below them. */
const county = 'countyManager countyLeader admin'
/** Who looks over the parent's subtree for 调研 and 督查. */
const wide = `${county} departmentHead taskforce enterprise`

/** What is said, by `{单位}` about which unit, and who may; everybody else is refused. `undo` is what an administrator says afterwards. */
export interface Row {
  say: string
  where?: Partial<Record<Place, string>>
  who?: string
  undo?: string
}

/** Reports of one's own unit: no unit is named. `{n}` makes each of them another matter. */
export const ownReports: Row[] = [
  { say: '会议 类型:调度会 主题:第{n}项工作安排 人数:12人 日期:6月{日}日', who: 'all but inspector' },
  { say: '信息\n类别：经验成效\n标题：三单制{n}\n正文：群众点单、村级派单。', who: 'all but inspector townshipLeader countyLeader' },
  { say: '月报 资金支出率：53%', who: 'all but inspector townshipLeader countyLeader' },
  { say: '签到 到村了', who: 'all but inspector' },
  { say: '培训 主题:监测系统操作{n} 人数:20', who: 'all but inspector' },
  { say: '任务 内容:核对名单{n}', who: 'all but inspector' },
  { say: '问题 第{n}处蓄水池渗漏', who: 'all' },
]

/** Who has to act about a problem: a unit of one's own ground, the unit above it, or an office of the county. */
export const blamed: Row = {
  say: '问题 第{n}处渗漏 责任单位:{单位}',
  where: {
    贺旗村: `neighbour manager townshipLeader inspector ${county}`,
    驿马镇: `stranger otherManager inspector ${county}`,
    住建局: 'all',
  },
}

/** Reports that name the unit they are about. */
export const reports: Row[] = [
  {
    say: '调研 单位:{单位} 主题:冬季饮水{n}',
    where: {
      纸房村: `reporter colleague manager townshipLeader ${wide}`,
      贺旗村: `neighbour manager townshipLeader ${wide}`,
      涝池村: `stranger otherManager ${wide}`,
      马岭镇: `manager townshipLeader ${wide}`,
      驿马镇: `otherManager ${wide}`,
      庆城县: wide,
      住建局: wide,
      产业专班: wide,
    },
  },
  {
    // A village is inspected, it does not inspect; an enterprise helps.
    say: '督查 单位:{单位} 发现:第{n}次值班无人',
    where: {
      纸房村: `manager townshipLeader inspector ${wide}`,
      贺旗村: `manager townshipLeader inspector ${wide}`,
      涝池村: `otherManager inspector ${wide}`,
      马岭镇: `manager townshipLeader inspector ${wide}`,
      驿马镇: `otherManager inspector ${wide}`,
      庆城县: `inspector ${wide}`,
      住建局: `inspector ${wide}`,
      产业专班: `inspector ${wide}`,
    },
  },
  {
    say: '抽查 {单位} 2户',
    where: {
      纸房村: `townshipLeader inspector ${county}`,
      贺旗村: `townshipLeader inspector ${county}`,
      涝池村: `inspector ${county}`,
      马岭镇: `townshipLeader inspector ${county}`,
      驿马镇: `inspector ${county}`,
      庆城县: `inspector ${county}`,
    },
  },
  {
    say: '任务 内容:核对名单{n} 责任单位:{单位}',
    where: {
      纸房村: `reporter colleague manager townshipLeader ${county}`,
      贺旗村: `neighbour manager townshipLeader ${county}`,
      涝池村: `stranger otherManager ${county}`,
      马岭镇: `manager townshipLeader ${county}`,
      驿马镇: `otherManager ${county}`,
      庆城县: county,
      住建局: `departmentHead ${county}`,
      产业专班: `taskforce ${county}`,
    },
  },
]

const readers: Record<Place, string> = {
  纸房村: `reporter colleague manager townshipLeader inspector ${county}`,
  贺旗村: `neighbour manager townshipLeader inspector ${county}`,
  涝池村: `stranger otherManager inspector ${county}`,
  马岭镇: `manager townshipLeader inspector ${county}`,
  驿马镇: `otherManager inspector ${county}`,
  庆城县: `inspector ${county}`,
  住建局: `departmentHead inspector ${county}`,
  产业专班: `taskforce inspector ${county}`,
}

/** Questions: who reads the unit is answered. */
export const questions: Row[] = [
  '{单位} 走访 进度',
  '{单位} 走访比上月',
  '{单位} 走访 谁没走',
  '{单位} 走访排名',
  '{单位} 台账 走访',
  '{单位}风险户',
  '{单位} 问题 未销号',
  '{单位} 导出 走访 6月',
  '{单位} 规定',
].map((say) => ({ say, where: readers }))

/** Who looks after a unit is also told to those below it. */
export const lookedAfter: Row = {
  say: '谁包抓{单位}',
  where: {
    ...readers,
    马岭镇: `${readers.马岭镇} reporter colleague neighbour`,
    驿马镇: `${readers.驿马镇} stranger`,
    庆城县: 'all',
  },
}

/** Questions about oneself: everybody is answered. */
export const ownQuestions: Row[] = [
  ...['我的待办', '我的上报', '规定', '帮助', '帮助 走访', '联系点情况', '接着报', '依据'].map((say) => ({ say, who: 'all' })),
  { say: '查阅记录', who: 'admin' },
  { say: '台账 督查', who: 'inspector townshipLeader countyLeader admin' },
  { say: '督查 进度', who: 'inspector townshipLeader countyLeader admin' },
  { say: '谁没报督查', who: 'inspector townshipLeader countyLeader admin' },
]

const above = 'manager countyManager admin'
const top = 'countyManager admin'

/** Setting up, rosters and owing nothing; `{户主}` is a head of 纸房村 that nothing was said about yet. */
export const settingUp: Row[] = [
  { say: '免职 陈璐', who: above, undo: '授权 陈璐 村填报人' },
  { say: '免职 张彩霞', who: 'admin', undo: '授权 张彩霞 镇管理员' },
  { say: '移交 陈璐 麻小燕', who: above, undo: '移交 麻小燕 陈璐' },
  { say: '包抓 张彩霞 纸房村', who: above, undo: '取消包抓 张彩霞 纸房村' },
  { say: '包抓 王建新 马岭镇', who: top, undo: '取消包抓 王建新 马岭镇' },
  { say: '联乡 住建局 马岭镇', who: top, undo: '取消联乡 住建局 马岭镇' },
  { say: '分管 王建新 住建局', who: top, undo: '取消分管 王建新 住建局' },
  { say: '督查组 第一督查组 马岭镇', who: top, undo: '取消督查组 第一督查组 马岭镇' },
  { say: '属性 纸房村 有巩固任务', who: above, undo: '取消属性 纸房村 有巩固任务' },
  { say: '属性 马岭镇 重点乡镇', who: above, undo: '取消属性 马岭镇 重点乡镇' },
  { say: '属性 令狐春生 低保', who: above, undo: '取消属性 令狐春生 低保' },
  { say: '帮扶人 麻小燕 令狐春生', who: above, undo: '帮扶人 陈璐 令狐春生' },
  { say: '新增户 纸房村 一组 测试{n} 一般户 3人', who: `reporter colleague ${above}` },
  { say: '分户 {户主} 新户{n} 1人', who: `reporter colleague ${above}` },
  { say: '换户主 {户主} 新主{n}', who: `reporter colleague ${above}` },
  { say: '销户 {户主} 独居老人去世', who: `reporter colleague ${above}` },
  { say: '迁出 {户主} 整户搬到西峰区', who: `reporter colleague ${above}` },
  { say: '请假 6月20日至6月22日 病假', who: 'all' },
  { say: '请假 麻小燕 6月20日至6月22日 病假', who: above },
  { say: '免报 纸房村 走访 整村搬迁', who: above, undo: '取消免报 纸房村 走访' },
  { say: '免报 马岭镇 走访 机构改革', who: '' }, // 乡镇没有走访任务
  { say: '免报 产业专班 会议 6月 合并办公', who: top, undo: '取消免报 产业专班 会议 6月' },
  { say: '免报 住建局 信息 6月 机构改革', who: top, undo: '取消免报 住建局 信息 6月' },
  { say: '零报告 会议 6月', who: '' }, // 庆城县的规定都要实际完成
  { say: '同意发布 1', who: '' },
  { say: '缓发 1', who: '' },
  { say: '更正通报 1', who: '' },
]

/** The people of a cell list: 'a b', 'all', 'all but a b'. */
export function whoOf(words = ''): Who[] {
  const names = words.split(/\s+/)
  if (names[0] !== 'all') return everybody.filter((who) => names.includes(who))
  return everybody.filter((who) => !names.slice(1).includes(who))
}
