import { type Block, facts, heading, list, note, text } from '../../core/blocks.ts'
import type { Household, Unit } from '../../core/nouns.ts'
import { TO_BE_FILLED } from '../case-rules.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import type { House } from '../house.ts'
import type { Policy } from '../pack-policies.ts'
import { allPolicies, checkKey, type PolicyCheck, type PolicyGap, type PolicyState, policiesFor, policyStanding } from '../policies.ts'
import { shownName } from '../scope.ts'

/** Households listed in one answer; the rest is counted. */
const MOST_LINES = 30

/** One policy as the county's list has it; what is still open says so. */
export function policyBlocks(policy: Policy): Block[] {
  const { name, who, amount, how, source } = policy
  const open = [who, amount, how, source].includes(TO_BE_FILLED)
  return [
    heading(`政策：${name}`),
    facts({ 给谁: who, 标准: amount, 怎么办: how, 依据: source }),
    ...(open ? [note(`标“${TO_BE_FILLED}”的内容以县里正式文件为准，这里不作解释`)] : []),
  ]
}

/** The names of all policies. */
export function policyList(house: Pick<House, 'packs'>): Block[] {
  const policies = allPolicies(house)
  if (policies.length === 0) return [text(`政策清单${TO_BE_FILLED}：请管理员在规则包的 policies 里填写。`)]
  return [heading('政策清单'), list(policies.map(({ name, who }) => `${name}：${who}`)), text('看其中一项请发，例如：政策 小额信贷。')]
}

/** Longer names of policies are cut when they are said back. */
const LONGEST_NAME = 30

/** A policy that was asked for and that the county's list does not hold: nothing is explained from elsewhere. */
export function unlistedPolicy(house: Pick<House, 'packs'>, asked: string): Block[] {
  const listed = allPolicies(house).map(({ name }) => name)
  const name = asked.length > LONGEST_NAME ? `${asked.slice(0, LONGEST_NAME)}…` : asked
  return [
    text(
      `“${name}”${TO_BE_FILLED}：本县政策清单里${listed.length === 0 ? '一项也还没有填' : '还没有这一项'}，这里不作解释。请以县里正式文件为准，或问主管部门。`,
    ),
    text(`填写办法：管理员在规则包的 policies 里写上名称、给谁、标准、怎么办、依据，重新载入后发“政策 ${name}”就能查到。`),
    ...(listed.length > 0 ? [text(`现在能查的有：${listed.join('、')}。`)] : []),
  ]
}

/** 政策明白卡: what a household of this kind may have, and what is known about it. */
export function policyCard(
  context: Pick<SpeakerContext, 'house' | 'chat' | 'now'>,
  household: Household,
  checks: Map<string, PolicyCheck>,
): Block[] {
  const { house, now } = context
  const policies = policiesFor(house, household)
  const title = heading(
    `政策明白卡：${house.directory.unit(household.villageId).name} ${shownName(context, household.head)}（${household.kind}）`,
  )
  if (policies.length === 0)
    return [title, text(allPolicies(house).length === 0 ? `政策清单${TO_BE_FILLED}。` : '政策清单里没有专门针对这类户的政策。')]
  return [
    title,
    ...policies.map(({ name, who, amount, how, source }) =>
      facts({ 政策: name, 给谁: who, 标准: amount, 怎么办: how, 依据: source, 落实: stateWords(checks.get(checkKey(household.id, name))) }),
    ),
    note(`按户的类别和属性列出；标“${TO_BE_FILLED}”的以县里正式文件为准；${shortTime(now)}`),
  ]
}

function stateWords(check: PolicyCheck | undefined): string {
  return check ? `${check.state}${check.reason === null ? '' : `（${check.reason}）`}` : '还没核对'
}

/** 政策落实情况: how much is checked, and by name what is open in a village; above villages by unit. `lines: false` leaves the names out. */
export async function policyGaps(context: SpeakerContext, unit: Unit, options: { lines: boolean }): Promise<Block[]> {
  const { house, now } = context
  const { directory } = house
  const title = heading(`${unit.name} 政策落实排查`)
  if (allPolicies(house).length === 0) return [title, text(`政策清单${TO_BE_FILLED}，还不能排查。`)]
  const villages = directory.subtree(unit.id).filter(({ kind }) => kind === 'village')
  const { pairs, checked, households, gaps } = await policyStanding(
    context,
    villages.map(({ id }) => id),
  )
  const open = gaps.filter(({ unchecked }) => unchecked.length > 0).length
  const count = (state: PolicyState): number => gaps.reduce((sum, { owed }) => sum + owed.filter((one) => one.state === state).length, 0)
  const share = pairs === 0 ? '' : `（${percent(checked / pairs)}）`
  return [
    title,
    text(
      `应核对 ${households} 户、${pairs} 项，已核对 ${checked} 项${share}；还有 ${open} 户没核对完，应享还没享 ${count('应享')} 项，写明原因未享 ${count('未享')} 项。`,
    ),
    ...(unit.kind === 'village' ? villageLines(context, gaps, options) : await unitLines(context, unit)),
    note(`口径：按规则包政策清单，户的类别、属性与政策对象相符的逐户逐项核对，取最近一次；数据截至${shortTime(now)}`),
  ]
}

function villageLines(context: SpeakerContext, gaps: PolicyGap[], { lines }: { lines: boolean }): Block[] {
  if (!lines || gaps.length === 0) return []
  const shown = gaps.slice(0, MOST_LINES).map(({ household, unchecked, owed }) => {
    const missing = unchecked.length === 0 ? [] : [`没核对：${unchecked.join('、')}`]
    const due = owed.map(({ policy, state, reason }) => `${policy} ${state}${reason === null ? '' : `（${reason}）`}`)
    return `${household.groupName} ${shownName(context, household.head)}（${household.kind}）：${[...missing, ...due].join('；')}`
  })
  const more = gaps.length - shown.length
  return [list(shown), ...(more > 0 ? [text(`还有 ${more} 户没列出。`)] : []), text('核对请发，例如：政策落实 王亦态 小额信贷 已享')]
}

async function unitLines(context: SpeakerContext, unit: Unit): Promise<Block[]> {
  const { directory } = context.house
  const lines: string[] = []
  for (const child of directory.children(unit.id)) {
    const villages = directory.subtree(child.id).filter(({ kind }) => kind === 'village')
    const { pairs, checked, gaps } = await policyStanding(
      context,
      villages.map(({ id }) => id),
    )
    const open = gaps.filter(({ unchecked }) => unchecked.length > 0).length
    if (pairs > 0) lines.push(`${child.name} ${checked}/${pairs} 项，${open} 户没核对完`)
  }
  return lines.length > 0 ? [list(lines)] : []
}
