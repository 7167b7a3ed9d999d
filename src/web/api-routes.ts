import { z } from 'zod'
import { findEntry } from '../../db/queries/entries.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import type { App } from '../app.ts'
import type { House } from '../domain/house.ts'
import { EntriesInput, EntryShape, NumberInput, ProgressInput, ProgressShape, RankingInput, RankShape } from './api-shapes.ts'
import { toEntryShape } from './entry-view.ts'
import { badRequest, notFound, readInput } from './problem.ts'
import { listRankings, readProgress, readRanking } from './progress-view.ts'

/** One route of the open API: it is served and described from the same declaration. */
export interface ApiRoute {
  /** Below /api/v1, with parameters as `{name}`. */
  path: string
  summary: string
  /** Path and query parameters together. */
  input: z.ZodObject
  output: z.ZodObject
  /** Reads the raw parameters and answers; throws HttpProblem. */
  answer(app: App, parameters: unknown): Promise<unknown>
}

function define<Input extends z.ZodObject, Output extends z.ZodObject>(route: {
  path: string
  summary: string
  input: Input
  output: Output
  handle(app: App, house: House, input: z.output<Input>): Promise<z.output<Output>>
}): ApiRoute {
  const { handle, ...declared } = route
  return {
    ...declared,
    answer: async (app, parameters) => await handle(app, await app.keepHouse(app.store.read), readInput(route.input, parameters)),
  }
}

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) })

/** The routes of the open API, in the order of the interface. */
export const apiRoutes: readonly ApiRoute[] = [
  define({
    path: '/entries/{no}',
    summary: '一条记录，连同附件和办理步骤；已撤回的也给，status 为 withdrawn',
    input: NumberInput,
    output: EntryShape,
    async handle({ store, clock }, house, { no }) {
      const entry = await findEntry(store.read, no)
      if (!entry) throw notFound(`没有编号为 ${no} 的记录。`)
      return await toEntryShape(store.read, house, entry, clock.now())
    },
  }),
  define({
    path: '/entries',
    summary: '记录列表，编号从小到大；next 作为下一页的 after，没有下一页时为 null',
    input: EntriesInput,
    output: z.object({ items: z.array(EntryShape), next: z.number().nullable() }),
    async handle({ store, clock }, house, { unit, after, limit, ...filter }) {
      const narrowed = { ...filter, all: true, ...(after === undefined ? {} : { afterNo: after }), ...within(house, unit) }
      const found = await listEntries(store.read, narrowed, limit + 1)
      const page = found.slice(0, limit)
      const items = []
      for (const entry of page) items.push(await toEntryShape(store.read, house, entry, clock.now()))
      return { items, next: found.length > limit ? (page.at(-1)?.no ?? null) : null }
    },
  }),
  define({
    path: '/progress',
    summary: '规定动作完成情况：每项动作、每个单位（或职务）一条，连同还缺的单位、人员或农户',
    input: ProgressInput,
    output: listOf(ProgressShape),
    async handle({ store, clock }, house, { unit, period }) {
      return { items: await readProgress({ db: store.read, house }, { now: clock.now(), key: period, rootId: rootOf(house, unit) }) }
    },
  }),
  define({
    path: '/rankings',
    summary: '有哪些排名',
    input: z.object({}),
    output: listOf(z.object({ id: z.string(), title: z.string(), pack: z.string() })),
    handle: async (_app, house) => ({ items: listRankings(house) }),
  }),
  define({
    path: '/rankings/{id}',
    summary: '一项排名：最上级单位（或 unit 所指单位）的直接下级，完成率相同的并列',
    input: RankingInput,
    output: listOf(RankShape),
    async handle({ store, clock }, house, { id, period, unit }) {
      return { items: await readRanking({ db: store.read, house }, id, { now: clock.now(), key: period, rootId: rootOf(house, unit) }) }
    },
  }),
]

/** The row of the unit with this code, else of the topmost one. */
function rootOf(house: House, code: string | undefined): number {
  const { directory } = house
  const unit = code === undefined ? directory.root : directory.unitByCode(code)
  if (unit) return unit.id
  throw code === undefined ? notFound('还没有导入单位。') : badRequest(`unit：没有编码为“${code}”的单位，编码见导入的单位名册`)
}

/** A filter by subtree; the topmost unit needs none, since everything is below it. */
function within(house: House, code: string | undefined): { unitIds?: number[] } {
  if (code === undefined) return {}
  const id = rootOf(house, code)
  return id === house.directory.root?.id ? {} : { unitIds: house.directory.subtree(id).map((unit) => unit.id) }
}
