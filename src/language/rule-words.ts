import type { Inherited, Rule } from './types.ts'

/** What decided the kind of a message, in Chinese. */
export const kindRules: Record<Rule, string> = {
  'nothing left': '去掉@、表情和语气词以后没有内容',
  'action word before a number': '办理用语后面跟着编号',
  'number before an action word': '编号后面跟着办理用语',
  'word that stands first': '以这个命令词开头',
  'question that needs nothing else': '单独成句就是问题',
  'command word with a label or a name': '有命令词，并且有填报项或名册上的名字',
  'command word typed like a command': '命令词在句首，像是上报',
  'question word': '有问法，其余的话也都属于这个问题',
  'follow-up question': '接着五分钟内刚问过的问题',
  'labels without command word': '有填报项，没有命令词',
  'answer to a numbered list': '回复刚才列出的编号名单',
  'action word without number': '有办理用语，没有编号',
  'nearly a command word': '开头的词和命令词读音或写法相近',
  'plain talk': '凑不成一条上报、一个问题或一次办理，当作平常聊天',
}

/** Parts of a question, in Chinese. */
export const partWords: Record<string, string> = {
  indicator: '指标',
  comparison: '比较',
  period: '时间',
  unit: '单位',
  household: '农户',
  member: '人员',
  rank: '名次',
  matter: '事项',
  no: '编号',
  word: '问法',
}

/** What a follow-up takes over, in Chinese. */
export const inheritedWords: Record<Inherited, string> = {
  command: '问法',
  unit: '单位',
  matter: '事项',
  indicator: '指标',
  period: '时间',
}

const dates = [
  'full',
  'compact',
  'relative-day',
  'days-ago',
  'weekday',
  'month-day',
  'month-day-of',
  'day',
  'decade',
  'lunar',
  'vague',
  'span',
  'short',
]
const ends = ['month-end', 'month-start', 'year-end', 'period-end', 'within-days']
const periods = [
  'month',
  'months',
  'month-key',
  'relative-month',
  'two-months',
  'two-months-key',
  'week',
  'quarter',
  'relative-quarter',
  'quarter-key',
]
const longPeriods = ['first-quarters', 'half', 'half-key', 'year', 'this-year', 'last-days', 'last-months', 'period']

/** What found a value, in Chinese. */
const valueRules: Record<string, string> = {
  ...Object.fromEntries([...dates, ...ends].map((rule) => [rule, '日期的写法'])),
  ...Object.fromEntries([...periods, ...longPeriods].map((rule) => [rule, '时间段的写法'])),
  label: '写了填报项名称',
  exact: '与名册完全一致',
  name: '单位全称',
  alias: '别名',
  title: '职务',
  part: '名称的一部分，范围内只有一个',
  partial: '名字的一部分',
  sound: '读音相同',
  similar: '读音相近',
  transposed: '字序颠倒',
  'one-off': '差一个字',
  'sounds like': '读音相近',
  joined: '上级和下级连着写',
  member: '名册上的人',
  unit: '名册上的单位',
  units: '名册上的单位',
  people: '名册上的人',
  owner: '责任单位或责任人',
  'owner unit': '责任单位',
  'owner member': '责任人',
  'own unit': '说话人自己的单位或其上级',
  'as typed': '照原话',
  amount: '金额的写法',
  approximate: '约数',
  count: '数量的写法',
  number: '数字',
  percentage: '百分比的写法',
  indicators: '指标名后面跟着数',
  flag: '说到了这个词',
  option: '选项',
  'option alias': '选项的别名',
  'option inside': '话里提到的选项',
  'option alias inside': '话里提到的选项别名',
  'open option': '可以自己写的类别',
  'several options': '说到了几个选项',
  choice: '有几个可能',
  unknown: '名册里没有',
  missing: '没有写',
  invalid: '写得不对',
  outside: '在范围之外',
  'command word': '命令词本身就说明了',
  'first line': '第一行',
  'the rest': '别的填报项没有用到的话',
  'beside the label': '填报项旁边的话',
  'beside its label': '紧挨着填报项名称',
  'measure of the label': '量词与填报项相符',
  'named inside': '话里提到的名字',
  'doubtful figure': '数字拿不准',
  deadline: '时限的写法',
  'deadline apart': '单独写的时限',
  'date at the end': '写在末尾的日期',
  matter: '事项的叫法',
  'question word': '问法',
  'compared period': '和另一个时间比',
  同比: '同比',
  环比: '环比',
  'last so many': '后几名的说法',
  'first so many': '前几名的说法',
  'worst so many': '最差几个的说法',
  'best so many': '最好几个的说法',
  'the last': '最后的说法',
  'the worst': '最差的说法',
  'which place': '问第几名',
  'the first': '第一的说法',
  'the best': '最好的说法',
}

/** What found a value, in Chinese; the rule's own name where it has none. */
export function ruleWords(rule: string): string {
  return valueRules[rule.replace(/^(?:date|household) /, '')] ?? rule
}
