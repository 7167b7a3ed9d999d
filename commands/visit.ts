import type { Entry } from '../src/core/nouns.ts'
import { defineReport, type ReportCommand } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { findSign } from '../src/domain/signs.ts'
import { villageField, villageSpec } from '../src/domain/village-named.ts'

/** What is done from afar: 问, 联系, 回访 … */
const asked = ['问', '询问', '问候', '联系', '聊', '沟通', '了解', '核实', '走访', '回访', '慰问', '说的', '讲的', '谈的']
const called = ['打过', '打了', '打的', '打通', '打不通', '没打通', '没人接', '通了', '通过', '通的', '接通', '已打']
/** 打的电话, 打了几个电话, 通过电话, 电话打过了, 电话里问了问: somebody was asked by telephone. */
const phoned = [
  ...[...called, ...asked, '里', '上问', '上说', '上聊', '通'].map((done) => `电话${done}`),
  ...asked.map((done) => `打电话${done}`),
  ...['打', '拨打', '通'].flatMap((call) =>
    ['过', '了', '的', '通'].flatMap((did) => ['', '个', '一个', '几个', '两个', '了个'].map((count) => `${call}${did}${count}电话`)),
  ),
  ...['打的是电话', '用的电话', '通电话'],
]
/** 微信视频看了看, 视频问了, 打的视频: seen or asked from afar. */
const chatted = [
  ...['微信', '视频', '微信视频', '微信语音', '微信上', '语音'].flatMap((by) =>
    [...asked, '看了', '看过', '看的', '说了'].map((done) => `${by}${done}`),
  ),
  ...['打', '开', '通'].flatMap((call) =>
    ['过', '了', '的', '了个', '过个', ''].flatMap((did) => ['视频', '语音', '微信'].map((by) => `${call}${did}${by}`)),
  ),
  ...['视频了', '视频过', '视频通话', '视频连线', '微信视频', '语音通话', '发微信问', '发了微信', '发的微信'],
]

/** 走访 (A4): one household visited by the cadres who answer for it. */
export default defineReport({
  name: 'visit',
  title: '走访',
  aliases: ['入户', '遍访', '回访'],
  summary: '记一次入户走访，一户一条，也可一次报多户',
  order: 10,
  roles: ['reporter', 'manager', 'leader', 'admin'],
  measure: '户次',
  uncounted: ['电话'],
  matters: ['走访', '入户', '遍访', '走', '走到'],
  classField: 'method',
  defaults: () => ({ method: '入户' }),
  offers: offerRisk,
  fields: {
    household: {
      type: 'household',
      label: '户主',
      aliases: ['姓名', '农户', '户', '对象', '走访对象'],
      required: true,
      hint: '王亦态',
      ask: '请问走访的户主是谁？',
    },
    [villageField]: villageSpec,
    situation: {
      type: 'text',
      label: '情况',
      aliases: ['走访情况', '基本情况', '内容'],
      required: true,
      main: true,
      hint: '在合作社务工，收入稳定',
      ask: '请问这户的情况怎么样？例如：在合作社务工，收入稳定',
    },
    method: {
      type: 'choice',
      label: '方式',
      aliases: ['走访方式'],
      options: [
        { name: '入户' },
        {
          name: '电话',
          aliases: [
            '打电话',
            '打了电话',
            '打了个电话',
            '通了电话',
            '电话里说',
            '电话联系',
            '电话回访',
            '电话走访',
            '电话沟通',
            '电话了解',
            '电话询问',
          ],
          signs: phoned,
        },
        { name: '其他', aliases: ['微信', '视频', '微信视频', '视频通话', '微信联系', '视频联系'], signs: chatted },
      ],
    },
    needs: { type: 'text', label: '诉求', aliases: ['需求'], hint: '想申请临时救助' },
    problem: { type: 'text', label: '问题', aliases: ['存在问题'] },
    measures: { type: 'text', label: '措施', aliases: ['帮扶措施'], hint: '已联系民政所' },
    visitor: { type: 'person', label: '走访人', aliases: ['代报', '替'], hint: '张三' },
    companions: { type: 'people', label: '同行', aliases: ['同行人', '同行人员', '陪同', '陪同人员'], hint: '李四' },
    date: { type: 'date', label: '日期', aliases: ['时间', '走访日期', '走访时间'], hint: '昨天' },
  },
  examples: [
    { say: '走访 {户主} 在合作社务工，收入稳定', mark: '✅' },
    { say: '昨天走访{户主}，老人身体好，饮水住房都正常', mark: '✅' },
    { say: '走访\n户主：{户主}\n情况：在家务农\n诉求：想学养殖技术', mark: '✅' },
    { say: '走访\n1. {户主} 家里都正常\n2. {户主2} 儿子外出务工', mark: '✅' },
  ],
})

/** A sign of risk in what was seen: a risk is one tap away (D10). The sign itself is not shown in groups. */
function offerRisk({ house, chat }: SpeakerContext, { no, fields }: Entry): ReturnType<NonNullable<ReportCommand['offers']>> {
  const sign = findSign(house, [fields.situation, fields.problem, fields.needs].filter((part) => typeof part === 'string').join('；'))
  if (!sign) return null
  const says = `从 ${no} 报风险`
  const what = chat.kind === 'group' ? '情况里有返贫风险苗头' : `“${sign.word}”可能是返贫风险苗头（${sign.cause}）`
  return { words: `${what}。要报风险请点按钮，或发：${says}`, button: { text: says, says } }
}
