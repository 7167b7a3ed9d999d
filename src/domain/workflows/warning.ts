import type { Db } from '../../../db/client.ts'
import { listEntries } from '../../../db/queries/entry-lists.ts'
import type { Entry } from '../../core/nouns.ts'
import { linesOf } from '../warning-lines.ts'
import type { Workflow } from '../workflow.ts'
import { riskFields } from './risk-fields.ts'

/** 预警清单 (A10): what a department withdraws nobody has to verify any more. */
export const warning: Workflow = {
  kind: 'warning',
  states: { received: { word: '正在核对', settled: true }, spread: { word: '已下发', settled: true } },
  begun: ['spread'],
  actions: [],
  carries: { kind: 'risk', field: 'warning', words: '清单里还没核实的风险', falling: unverified },
  expects: () => [],
}

/** Lists of all departments. */
const MOST_LISTS = 20_000

/** Nobody has looked into it or helped yet, and no other list that stands has left a household out because of it. */
async function unverified(db: Db, risks: Entry[]): Promise<Entry[]> {
  const [first] = risks
  if (!first) return []
  const own = riskFields({ entry: first }).warning
  const others = (await listEntries(db, { kind: 'warning' }, MOST_LISTS)).filter(({ no }) => no !== own)
  const repeated = new Set(others.flatMap((list) => linesOf(list).flatMap(({ sameAs }) => sameAs ?? [])))
  return risks.filter((entry) => {
    const { verdict, relief } = riskFields({ entry })
    return entry.status === 'reported' && verdict === undefined && relief === undefined && !repeated.has(entry.no)
  })
}
