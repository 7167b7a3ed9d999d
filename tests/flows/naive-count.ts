import { addDays, daysBetween, toDate, toInstant } from '../../src/clock.ts'
import type { FlowHouse } from './house.ts'

// Counts the raw rows by hand, straight from the county's document, with none of the code under test but civil dates.

/** An entry as it stood at an instant. */
export interface Act {
  no: number
  kind: string
  class: string | null
  unitId: number
  byUnitId: number
  memberId: number
  date: string
  householdId: number | null
  status: string
  sentAt: number
}

interface UnitRow {
  id: number
  code: string
  name: string
  kind: string
  parentId: number | null
}

/** A unit or person who owes. */
export interface Owner {
  id: number
  unitId: number
  member: boolean
}

/** One of the county's rules, as its document says it. */
export interface Rule {
  id: string
  title: string
  every: 'month' | 'quarter' | 'year'
  kind: string
  classes?: string[]
  covers?: 'all' | 'monitored'
  who: { unitKinds: string[] } | { posts: string[] }
}

/** What the pack is expected to say, typed a second time. */
export const rules: Rule[] = [
  {
    id: 'village-visits',
    title: '入户遍访',
    every: 'year',
    kind: 'visit',
    classes: ['入户', '其他'],
    covers: 'all',
    who: { unitKinds: ['village'] },
  },
  {
    id: 'secretary-visits',
    title: '村书记、第一书记遍访',
    every: 'year',
    kind: 'visit',
    classes: ['入户', '其他'],
    covers: 'all',
    who: { posts: ['村书记', '第一书记'] },
  },
  {
    id: 'township-secretary-visits',
    title: '乡镇党委书记遍访困难户',
    every: 'year',
    kind: 'visit',
    classes: ['入户', '其他'],
    covers: 'monitored',
    who: { posts: ['党委书记', '乡镇党委书记'] },
  },
  {
    id: 'leading-group-meeting',
    title: '领导小组会议',
    every: 'quarter',
    kind: 'meeting',
    classes: ['领导小组会议'],
    who: { unitKinds: ['county'] },
  },
  { id: 'taskforce-meeting', title: '专班、专责工作组调度会', every: 'month', kind: 'meeting', who: { unitKinds: ['taskforce'] } },
  { id: 'monthly-info', title: '信息报送', every: 'month', kind: 'info', who: { unitKinds: ['taskforce', 'department'] } },
]

const monitored = ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户']

/** A half-open range of dates. */
export interface Span {
  from: string
  to: string
}

/** The month, quarter or year that a day lies in. */
export function spanOf(every: Rule['every'], day: string): Span {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const size = { month: 1, quarter: 3, year: 12 }[every]
  const first = Math.floor((month - 1) / size) * size + 1
  const of = (index: number): string => `${year + Math.floor((index - 1) / 12)}-${String(((index - 1) % 12) + 1).padStart(2, '0')}-01`
  return { from: of(first), to: of(first + size) }
}

/** How one who owes stands. */
export interface Stand {
  owner: Owner
  required: number
  done: number
  onTime: number
  entries: number[]
}

/** The roster and ledger as rows. */
export interface Count {
  units: UnitRow[]
  unit(id: number): UnitRow
  children(id: number): UnitRow[]
  villages(id: number): number[]
  owners(rule: Rule): Owner[]
  /** Who is asked for a unit's reports: reporters before managers before leaders. */
  answerer(unitId: number): { id: number; name: string; userId: string } | undefined
  person(id: number): { name: string; userId: string }
  acts(at: number): Act[]
  stand(rule: Rule, owner: Owner, about: { span: Span; at: number; before?: string }): Stand
  /** Owes and, for coverage, is behind the share of the period that has passed. */
  isBehind(rule: Rule, stand: Stand, about: { span: Span; at: number }): boolean
  deadline(rule: Rule, span: Span): number
}

/** Reads everything once; ask again after the ledger has changed. */
export function countByHand(house: FlowHouse): Count {
  const rows = house.rows<UnitRow>('select id, code, name, kind, parent_id as parentId from units order by code')
  // Documents say 纸房村, the register 纸房村委会.
  const units = rows.map((unit) => ({
    ...unit,
    name: /[村居]委会$/.test(unit.name) ? unit.name.slice(0, -2).replace(/村村$/, '村') : unit.name,
  }))
  const unitById = new Map(units.map((unit) => [unit.id, unit]))
  const households = house.rows<{ id: number; villageId: number; kind: string; since: string | null; until: string | null }>(
    'select id, village_id as villageId, kind, since, until from households',
  )
  const posts = house.rows<{ id: number; memberId: number; unitId: number; title: string; role: string }>(
    'select id, member_id as memberId, unit_id as unitId, title, role from posts order by id',
  )
  const people = new Map(
    house
      .rows<{ id: number; name: string; userId: string }>(
        'select m.id, m.name, i.user_id as userId from members m join identities i on i.member_id = m.id',
      )
      .map((row) => [row.id, row]),
  )
  const steps = house.rows<{ no: number; at: number; action: string; fields: string }>(
    'select entry_no as no, at, action, fields from steps order by entry_no, seq',
  )
  const companions = house.rows<{ no: number; memberId: number; at: number }>(
    'select entry_no as no, member_id as memberId, confirmed_at as at from companions where confirmed_at is not null',
  )

  function unit(id: number): UnitRow {
    const found = unitById.get(id)
    if (!found) throw new Error(`no unit ${id}`)
    return found
  }
  function villages(id: number): number[] {
    return unit(id).kind === 'village' ? [id] : units.filter((one) => one.parentId === id).flatMap((one) => villages(one.id))
  }
  function person(id: number): { id: number; name: string; userId: string } {
    const found = people.get(id)
    if (!found) throw new Error(`no person ${id}`)
    return found
  }
  const actsAt = new Map<number, Act[]>()
  function acts(at: number): Act[] {
    const known = actsAt.get(at)
    if (known) return known
    const found = new Map<number, Act>()
    for (const step of steps.filter((one) => one.at <= at)) {
      const fields = JSON.parse(step.fields) as Partial<Act> & { change?: Partial<Act> }
      if (step.action === 'created') found.set(step.no, { ...(fields as Act), no: step.no })
      else found.set(step.no, { ...(found.get(step.no) as Act), ...fields.change })
    }
    const all = [...found.values()]
    actsAt.set(at, all)
    return all
  }
  function deadline(rule: Rule, span: Span): number {
    return rule.id === 'monthly-info' ? toInstant(addDays(span.from, 24), '18:00') : toInstant(span.to)
  }
  /** The households owed: those of the period's first day that have not left by the day looked at. */
  function owed(rule: Rule, unitId: number, { span, day }: { span: Span; day: string }): Set<number> {
    const places = new Set(villages(unitId))
    const kept = households.filter((one) => places.has(one.villageId) && (rule.covers === 'all' || monitored.includes(one.kind)))
    return new Set(
      kept.filter((one) => (one.since === null || one.since <= span.from) && (one.until === null || one.until > day)).map((one) => one.id),
    )
  }
  function stand(rule: Rule, owner: Owner, { span, at, before }: { span: Span; at: number; before?: string }): Stand {
    const end = before ?? span.to
    const lastDay = addDays(end, -1)
    const day = [toDate(at), lastDay].sort()[0] ?? lastDay
    const fitting = acts(at).filter(
      (act) =>
        act.kind === rule.kind &&
        act.status !== 'withdrawn' &&
        act.date >= span.from &&
        act.date < end &&
        (!rule.classes || rule.classes.includes(act.class ?? '')),
    )
    const until = deadline(rule, span)
    if (!rule.covers) {
      const own = fitting.filter((act) => act.byUnitId === owner.unitId)
      return {
        owner,
        required: 1,
        done: own.length,
        onTime: own.filter((act) => act.sentAt <= until).length,
        entries: own.map((act) => act.no),
      }
    }
    const due = owed(rule, owner.unitId, { span, day })
    const went = (act: Act): boolean =>
      !owner.member || act.memberId === owner.id || companions.some((one) => one.no === act.no && one.memberId === owner.id && one.at <= at)
    const visits = fitting.filter((act) => act.householdId !== null && due.has(act.householdId) && went(act))
    const distinct = (some: Act[]): number => new Set(some.map((act) => act.householdId)).size
    return {
      owner,
      required: due.size,
      done: distinct(visits),
      onTime: distinct(visits.filter((act) => act.sentAt <= until)),
      entries: visits.map((act) => act.no),
    }
  }
  return {
    units,
    unit,
    children: (id) => units.filter((one) => one.parentId === id),
    villages,
    person,
    acts,
    deadline,
    stand,
    owners(rule) {
      const { who } = rule
      if ('unitKinds' in who)
        return units.filter((one) => who.unitKinds.includes(one.kind)).map((one) => ({ id: one.id, unitId: one.id, member: false }))
      return posts
        .filter((post) => who.posts.includes(post.title))
        .map((post) => ({ id: post.memberId, unitId: post.unitId, member: true }))
    },
    answerer(unitId) {
      const here = posts.filter((post) => post.unitId === unitId)
      const first = ['reporter', 'manager', 'leader'].flatMap((role) => here.filter((post) => post.role === role))[0]
      return first && person(first.memberId)
    },
    isBehind(rule, { required, done }, { span, at }) {
      if (done >= required) return false
      const passed = (daysBetween(span.from, toDate(at)) + 1) / daysBetween(span.from, span.to)
      return rule.covers === undefined || done / required < passed
    },
  }
}

/** Stands added up: more than is owed by one never makes up for another. */
export interface Sum {
  required: number
  done: number
  onTime: number
}

/** Adds them up. */
export function sum(stands: Stand[]): Sum {
  const total = { required: 0, done: 0, onTime: 0 }
  for (const stand of stands) {
    total.required += stand.required
    total.done += Math.min(stand.done, stand.required)
    total.onTime += Math.min(stand.onTime, stand.required)
  }
  return total
}

/** 0.6123 → 61.2%, cut. */
export function share(done: number, required: number): string {
  const tenths = Math.floor((done * 1000) / required)
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${(tenths / 10).toFixed(1)}%`
}
