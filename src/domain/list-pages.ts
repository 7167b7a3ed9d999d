import { numbered, text } from '../core/blocks.ts'
import type { Household } from '../core/nouns.ts'
import { answer, type Reply } from '../core/reply.ts'
import type { SpeakerContext } from './context.ts'
import { MOST_NAMES } from './documents/missing.ts'
import { householdLine } from './inquiry.ts'
import type { OpenList } from './question.ts'

/** What 全部 shows at once: more than a village has households left to visit, in a few messages. */
export const MOST_OF_ALL = 300

/** Keeps a list open whose first households are shown (interface, 'Many at once'), and how to answer it and see the rest. */
export function listed(reply: Reply, command: string, { households, shown }: { households: Household[]; shown: number }): Reply {
  const list: OpenList = { type: 'list', command, householdIds: households.map(({ id }) => id), shown: Math.min(shown, households.length) }
  return opened(reply, list)
}

function opened(reply: Reply, list: OpenList): Reply {
  const left = list.householdIds.length - list.shown
  const more = left > 0 ? [text(`后面还有 ${left} 户，回复“更多”接着看，回复“全部”看到底；只看一组的，例如发：没走的 三组`)] : []
  const how = text('走过的可以直接回复序号和情况，例如：1 3 都正常，2 住院花了两万')
  return { ...reply, blocks: [...reply.blocks, how, ...more], remembers: [{ kind: 'question', state: list }] }
}

const NEXT = /^(?:更多|下一?页|下一批|继续|接着看|往下|后面的|还有呢|还有哪些)[\s。！!?？]*$/
const ALL = /^(?:看?全部|所有|看?完整名单)的?[\s。！!?？]*$/

/** 更多, 全部: the next households of an open list, their numbers going on; null when it is nothing of that. */
export function nextPage({ house }: SpeakerContext, open: OpenList, raw: string): Reply | null {
  const isAll = ALL.test(raw.trim())
  if (!isAll && !NEXT.test(raw.trim())) return null
  const { householdIds } = open
  const shown = Math.min(open.shown + (isAll ? MOST_OF_ALL : MOST_NAMES), householdIds.length)
  if (shown === open.shown) return answer([text(`名单就是这 ${shown} 户，没有更多了。`)])
  const lines = householdIds.slice(open.shown, shown).map((id) => {
    const household = house.directory.household(id)
    return household ? householdLine(household) : '（已不在名册）'
  })
  const head = text(`第 ${open.shown + 1}—${shown} 户（共 ${householdIds.length} 户）：`)
  return opened(answer([head, numbered(lines, open.shown + 1)]), { ...open, shown })
}
