import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEntry, findSteps } from '../../db/queries/entries.ts'
import type { Entry } from '../../src/core/nouns.ts'
import { inspectEntry } from '../../src/domain/entries.ts'
import type { WorkflowAction } from '../../src/domain/workflow.ts'
import { workflows } from '../../src/domain/workflows/all.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entriesIn, photo, tell, tellWith } from '../support/reports.ts'
import { type Walk, type WalkStep, walks } from './workflow-walks.ts'

const rules = `
cases:
  risk: { intakeStages: [评议, 公示, 审核, 审定], clearing: [收入是否稳定], observe: 1天, followUp: 1天 }
  issue: { evidence: true, signatures: [责任部门负责人, 分管领导] }
resettlement: [至少有1个产业带动, 有就业意愿的全部就业]
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('walk', rules) } })
  await tell(house, 'sunli', '分管 王建新 马岭镇')
  await tell(house, 'sunli', '分管 李国栋 产业专班')
})
afterAll(async () => await house.stop())

const named = (kind: string, word: string): string => `${kind} ${word}`
const all = [...workflows].flatMap(([kind, { actions }]) => actions.map(({ word }) => named(kind, word)))
const performed = new Set<string>()
const refusedByState = new Set<string>()
const refusedByRole = new Set<string>()

async function entry(no: number): Promise<Entry> {
  const found = await findEntry(house.app.store.read, no)
  if (!found) throw new Error(`no entry ${no}`)
  return found
}

async function refusesWithout(no: number, from: string, words: string): Promise<string> {
  const before = await entry(no)
  const reply = await tell(house, from, words)
  expect(reply, `${from}: ${words}`).toMatch(/^❌/)
  expect(await entry(no)).toEqual(before)
  return reply
}

/** What the state does not allow is refused, whoever asks. */
async function tryWrongStates({ kind }: Walk, no: number, from: string): Promise<void> {
  const { status } = await entry(no)
  const actions = workflows.get(kind)?.actions ?? []
  for (const { word } of actions) {
    const isAllowed = actions.some((action) => action.word === word && action.from.includes(status))
    if (isAllowed || refusedByState.has(named(kind, word))) continue
    expect(await refusesWithout(no, from, `${word} ${no}`)).toMatch(new RegExp(`现在是“.+”，不能“${word}”`))
    refusedByState.add(named(kind, word))
  }
}

/** Another township's manager where those concerned may do it; the village's own cadre where only those above may. */
function outsiderFor({ who }: WorkflowAction): string {
  return who.some((actor) => actor === 'assignee' || actor === 'expected') ? 'caojun' : 'maxiaoyan'
}

async function take(walk: Walk, no: number, step: WalkStep): Promise<void> {
  if (step.after) await house.advance(step.after)
  const { status } = await entry(no)
  const [said = ''] = step.say.split(' ')
  const workflow = workflows.get(walk.kind)
  const action = workflow?.actions.find(({ word, aliases = [], from }) => [word, ...aliases].includes(said) && from.includes(status))
  if (!action) throw new Error(`${walk.kind} in ${status} knows no ${said}`)
  const text = step.say.replace('{no}', String(no))
  await refusesWithout(no, outsiderFor(action), text)
  refusedByRole.add(named(walk.kind, action.word))
  let reply = step.photo ? await tellWith(house, step.from, { text, file: photo }) : await tell(house, step.from, text)
  for (const answer of step.answers ?? []) reply = await tell(house, step.from, answer)
  expect(reply, text).toMatch(/^✅/)
  const after = await entry(no)
  const steps = await findSteps(house.app.store.read, no)
  expect(action.to, text).toContain(after.status)
  expect(inspectEntry(after, steps)).toEqual([])
  const done = steps.findLast((one) => one.fields.word === action.word)
  expect(done).toMatchObject({ action: action.step, fields: { change: { status: after.status } } })
  performed.add(named(walk.kind, action.word))
}

test.each(walks.map((walk) => [walk.kind, walk.report.split('\n')[0], walk] as const))(
  'a case of %s goes its way: %s',
  async (_, __, walk) => {
    const reply = await tell(house, walk.from, walk.report)
    const [made] = await entriesIn(house, reply.split('\n')[0] ?? '')
    expect(reply, walk.report).toMatch(/^✅/)
    const no = made?.no ?? 0
    expect(made?.kind).toBe(walk.kind)
    for (const step of walk.steps) {
      await tryWrongStates(walk, no, step.from)
      await take(walk, no, step)
    }
    const last = walk.steps.at(-1)?.from ?? walk.from
    await tryWrongStates(walk, no, last)
    // Nothing can be done any more about what was taken back; who may not take it back has refused it in other states already.
    const isLeft = workflows.get(walk.kind)?.actions.some(({ word }) => !refusedByState.has(named(walk.kind, word)))
    if (isLeft && walks.findLast(({ kind }) => kind === walk.kind) === walk) {
      expect(await tell(house, 'zhoukai', `撤 ${no} 报错了`)).toMatch(/^✅/)
      await tryWrongStates(walk, no, last)
    }
  },
  60_000,
)

test('every action of every workflow was done through the chat, refused in a wrong state and refused to a wrong role', () => {
  expect(all.filter((one) => !performed.has(one))).toEqual([])
  expect(all.filter((one) => !refusedByState.has(one))).toEqual([])
  expect(all.filter((one) => !refusedByRole.has(one))).toEqual([])
})
