import { defineReport } from '../src/domain/command.ts'
import { allPolicies, policyNamed } from '../src/domain/policies.ts'

/** 政策落实 (B15): one household, one policy: has it, should have it, has it not and why. */
export default defineReport({
  name: 'policy-check',
  title: '政策落实',
  aliases: ['政策核对'],
  summary: '逐户逐项核对政策：政策落实 王亦态 小额信贷 已享；未享的写原因',
  order: 62,
  measure: '项',
  matters: ['政策落实'],
  classField: 'state',
  derives(context, { values }) {
    const words = String(values.policy ?? '')
    const named = policyNamed(context.house, words)
    const known = allPolicies(context.house).map(({ name }) => name)
    if (!named && known.length > 0) return `政策清单里没有“${words}”。现有：${known.join('、')}。`
    // Without a list from the county the first word is the policy, as it was typed.
    const [typed = ''] = words.split(/[\s,，、;；。]/)
    const behind = words.replace(named?.word ?? typed, '').replace(/^[\s,，、;；。]+|[\s,，、;；。]+$/g, '')
    const reason = typeof values.reason === 'string' ? values.reason : behind
    if (values.state === '未享' && reason === '')
      return `请写明没享受的原因，例如：政策落实 ${String(values.household)} ${named?.policy.name ?? typed} 未享 原因：（写明原因）`
    return { policy: named?.policy.name ?? typed, ...(reason === '' ? {} : { reason }) }
  },
  fields: {
    household: { type: 'household', label: '户主', required: true, hint: '王亦态', ask: '请问是哪一户？请写户主姓名。' },
    state: {
      type: 'choice',
      label: '落实',
      aliases: ['状态', '是否享受'],
      required: true,
      options: [
        { name: '已享', aliases: ['已享受', '已落实', '享受了', '已办理'] },
        { name: '应享', aliases: ['应享未享', '应享受'] },
        { name: '未享', aliases: ['未享受', '没享受', '没有享受', '未落实'] },
        { name: '不符合', aliases: ['不符合条件', '不具备条件'] },
      ],
      ask: '请问落实得怎样：已享、应享、未享，还是不符合？',
    },
    policy: {
      type: 'text',
      label: '政策',
      aliases: ['政策名称'],
      required: true,
      main: true,
      hint: '小额信贷',
      ask: '请问是哪项政策？例如：小额信贷',
    },
    reason: { type: 'text', label: '原因', aliases: ['理由'] },
    date: { type: 'date', label: '日期', aliases: ['时间'] },
  },
  examples: [{ say: '政策落实 {户主} 小额信贷 已享', mark: '✅' }],
})
