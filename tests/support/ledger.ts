import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../db/client.ts'
import { putChat, putHousehold, putMember, putPost, putUnit } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { toDate, toInstant } from '../../src/clock.ts'
import type { Block } from '../../src/core/blocks.ts'
import type { HouseholdKind, Role, Unit, UnitKind } from '../../src/core/nouns.ts'
import { refreshCase } from '../../src/domain/cases.ts'
import { type Commands, indexCommands } from '../../src/domain/command.ts'
import type { SpeakerContext } from '../../src/domain/context.ts'
import { createEntry, type Draft } from '../../src/domain/entries.ts'
import { createHouseKeeper, type House } from '../../src/domain/house.ts'
import { type Pack, parsePack } from '../../src/domain/pack.ts'
import type { QueryReading } from '../../src/language/types.ts'
import { renderChatText } from '../../src/render/chat-text.ts'

/** A household of a test: head, and what differs from an ordinary household that was always there. */
export interface TestHousehold {
  village: string
  head: string
  group?: string
  kind?: HouseholdKind
  carer?: string
  since?: string
  until?: string
  untilReason?: string
}

/** A report of a test: what differs from one sent at noon of its day by nobody in particular. */
export type TestReport = Partial<Omit<Draft, 'unitId' | 'byUnitId' | 'memberId'>> & {
  kind: string
  date: string
  unit: string
  by?: string
  member?: string
  /** Time of sending, such as 2023-07-02 09:00. */
  sent?: string
}

/** A real store in a folder of its own, filled by names. */
export interface Ledger {
  store: Store
  house(): Promise<House>
  unit(name: string): Promise<Unit>
  report(report: TestReport): Promise<number>
  /** A visit at noon of its day, or sent at another time. */
  visit(village: string, head: string, date: string, more?: Partial<TestReport>): Promise<number>
  addHouseholds(households: TestHousehold[]): Promise<void>
  /** What a command is given when a person asks in his direct chat, or in a unit's group, at a time. */
  ask(person: string, at: { now: string; group?: string; text?: string }): Promise<SpeakerContext>
  close(): Promise<void>
}

/** The units of the test county: name, kind, parent. */
export const testUnits: [name: string, kind: UnitKind, parent: string | null][] = [
  ['庆城县', 'county', null],
  ['马岭镇', 'township', '庆城县'],
  ['驿马镇', 'township', '庆城县'],
  ['纸房村', 'village', '马岭镇'],
  ['贺旗村', 'village', '马岭镇'],
  ['董家滩村', 'village', '马岭镇'],
  ['儒林村', 'village', '驿马镇'],
  ['产业专班', 'taskforce', '庆城县'],
  ['就业专班', 'taskforce', '庆城县'],
  ['住房专责组', 'taskforce', '庆城县'],
  ['财政局', 'department', '庆城县'],
]

const testPeople: [name: string, unit: string, title: string, role: Role][] = [
  ['贾宏伟', '纸房村', '村书记', 'reporter'],
  ['慕晓东', '纸房村', '第一书记', 'reporter'],
  ['杨治国', '贺旗村', '村书记', 'reporter'],
  ['刘海峰', '马岭镇', '乡村振兴站站长', 'manager'],
  ['王建新', '庆城县', '副县长', 'leader'],
  ['周凯', '庆城县', '系统管理员', 'admin'],
  ['吴敏', '产业专班', '专班联络员', 'reporter'],
]

/** Reads a pack for a test; a fault fails the test. */
export function testPack(yaml: string): Pack {
  const result = parsePack(yaml)
  if ('faults' in result) throw new Error(result.faults.map((fault) => fault.message).join('\n'))
  return result.pack
}

/** The pack that ships with the house. */
export function qingcheng(): Pack {
  return testPack(readFileSync(new URL('../../packs/qingcheng.yaml', import.meta.url), 'utf8'))
}

/** Opens a ledger over the test county. */
export async function openLedger(options: { packs?: Pack[]; households?: TestHousehold[]; commands?: Commands } = {}): Promise<Ledger> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  const store = openStore(join(folder, 'test.db'))
  const keepHouse = createHouseKeeper(options.packs ?? [qingcheng()])
  const commands = options.commands ?? indexCommands([])
  await store.transaction(async (tx) => {
    const made = new Map<string, { id: number; path: string }>()
    for (const [index, [name, kind, parent]] of testUnits.entries()) {
      const above = parent === null ? undefined : made.get(parent)
      const unit = { code: String(62102100 + index), name, kind, parentId: above?.id ?? null, aliases: [] }
      const row = await putUnit(tx, unit, above?.path ?? '')
      made.set(name, row)
      await putChat(tx, { ...chatDefaults, chatId: `group:${name}`, kind: 'group', title: name, unitId: row.id, memberId: null })
    }
    for (const [name, unit, title, role] of testPeople) {
      const memberId = await putMember(tx, { name, phone: null, platform: 'sandbox', userId: name, at: 0 })
      await putPost(tx, { memberId, unitId: made.get(unit)?.id ?? 0, title, role, since: null, grantedAt: null })
      await putChat(tx, { ...chatDefaults, chatId: `direct:${name}`, kind: 'direct', title: name, unitId: null, memberId })
    }
  })
  const house = (): Promise<House> => keepHouse(store.read)
  const unit = async (name: string): Promise<Unit> => {
    const found = (await house()).directory.units.find((candidate) => candidate.name === name)
    if (!found) throw new Error(`the test county has no unit ${name}`)
    return found
  }
  const ledger: Ledger = {
    store,
    house,
    unit,
    async report({ unit: about, by, member, sent, ...draft }) {
      const { directory } = await house()
      const typist = directory.members(draft.date).find((candidate) => candidate.name === member)
      const [day = draft.date, time = '12:00'] = (sent ?? draft.date).split(' ')
      const sentAt = toInstant(day, time)
      const row: Draft = {
        class: null,
        byPost: null,
        householdId: null,
        fields: {},
        status: 'recorded',
        ...draft,
        unitId: (await unit(about)).id,
        byUnitId: (await unit(by ?? about)).id,
        memberId: typist?.id ?? null,
        typedById: typist?.id ?? null,
        sentAt,
      }
      const ground = { house: await house(), today: draft.date }
      return await store.transaction(async (db) => {
        const entry = await createEntry(db, row, sentAt)
        await refreshCase({ ...ground, db }, entry)
        return entry.no
      })
    },
    async visit(village, head, date, more = {}) {
      const { directory } = await house()
      const household = directory.households((await unit(village)).id).find((candidate) => candidate.head === head)
      if (!household) throw new Error(`${village} has no household ${head}`)
      return await ledger.report({ kind: 'visit', class: '入户', date, unit: village, householdId: household.id, ...more })
    },
    async addHouseholds(households) {
      const { directory } = await house()
      const people = directory.members('2023-06-01')
      const rows: Parameters<typeof putHousehold>[1][] = []
      for (const { village, head, group, carer, ...rest } of households) {
        const carerId = people.find((person) => person.name === carer)?.id ?? null
        rows.push({
          kind: '一般户' as const,
          persons: 3,
          ...rest,
          villageId: (await unit(village)).id,
          groupName: group ?? '一组',
          head,
          carerId,
        })
      }
      await store.transaction(async (tx) => {
        for (const row of rows) await putHousehold(tx, row)
        await bumpRosterVersion(tx)
      })
    },
    async ask(person, { now, group, text = '' }) {
      const at = instant(now)
      const current = await house()
      const speaker = current.directory.memberByIdentity('sandbox', person, toDate(at))
      const chat = current.directory.chatOf('sandbox', group === undefined ? `direct:${person}` : `group:${group}`)
      if (!speaker || !chat) throw new Error(`nobody named ${person}, or no such chat`)
      const message = {
        platform: 'sandbox',
        bot: '',
        messageId: '1',
        chatId: chat.chatId,
        chatKind: chat.kind,
        userId: person,
        text,
        voice: false,
        attachments: [],
        sentAt: at,
      }
      const home = {
        scopeUnitIds: speaker.posts.map((post) => post.unitId),
        homeUnitId: speaker.posts[0]?.unitId ?? null,
        chatUnitId: chat.unitId,
      }
      const reading = { commands: commands.words, lexicon: current.lexicon, speaker: home, nowMs: at, botNames: [], voice: false }
      return {
        now: at,
        today: toDate(at),
        db: store.read,
        house: current,
        chat,
        speaker,
        message,
        commands,
        reading,
        quiet: { from: 0, to: 0 },
      }
    },
    async close() {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
  await ledger.addHouseholds(options.households ?? [])
  return ledger
}

const chatDefaults = { platform: 'sandbox', muted: false, outsiders: false }

/** 2023-06-15 09:00 as an instant. */
export function instant(words: string): number {
  const [day = '', time] = words.split(' ')
  return toInstant(day, time)
}

/** A question without any part but those given. */
export function question(parts: Partial<QueryReading> = {}): QueryReading {
  return { unitIds: [], householdIds: [], memberIds: [], rest: '', ...parts }
}

/** Blocks as a chat shows them. */
export function shown(blocks: Block[]): string {
  return renderChatText(blocks)
}

/** Households of a village: 甲1, 甲2 …. */
export function manyHouseholds(village: string, count: number, surname: string): TestHousehold[] {
  return Array.from({ length: count }, (_, index) => ({ village, head: `${surname}${index + 1}` }))
}
