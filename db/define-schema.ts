import { sql } from 'drizzle-orm'
import type { Content } from '../src/core/blocks.ts'
import type { ChatKind } from '../src/core/message.ts'
import type { ContactKind, HouseholdKind, Role, UnitKind } from '../src/core/nouns.ts'
import type { Kit } from './kit.ts'

/** Every table, as a function of the column kit (design §4, §9). Times are epoch ms UTC, dates `YYYY-MM-DD`. */
export function defineSchema(kit: Kit) {
  return { ...roster(kit), ...ledger(kit), ...papers(kit), ...traffic(kit), ...housekeeping(kit) }
}

/** Who there is: units, people, households, chats. */
function roster({ table, id, integer, text, boolean, json, word, index, uniqueIndex, primaryKey }: Kit) {
  /** Administrative units; `path` is `/rootId/…/id/`. */
  const units = table(
    'units',
    {
      id: id(),
      code: text().notNull(),
      name: text().notNull(),
      kind: word<UnitKind>().notNull(),
      parentId: integer(),
      path: text().notNull(),
      aliases: json<string[]>().notNull(),
      /** 有巩固任务 and other words of the county, for rules that mean only such units; null = none. */
      attributes: json<string[]>(),
      /** Last day of a unit that was merged away, and where it went (counting-rules 6); null = it stands. */
      until: text(),
      mergedIntoId: integer(),
    },
    (t) => [uniqueIndex('units_code').on(t.code)],
  )
  /** People; the phone number is sealed with SECRET_KEY. */
  const members = table('members', { id: id(), name: text().notNull(), phone: text(), createdAt: integer().notNull() })
  /** Who a platform's user is. */
  const identities = table('identities', { platform: text().notNull(), userId: text().notNull(), memberId: integer().notNull() }, (t) => [
    primaryKey({ columns: [t.platform, t.userId] }),
    index('identities_member').on(t.memberId),
  ])
  /** Posts held, with inclusive dates; null = open. */
  const posts = table(
    'posts',
    {
      id: id(),
      memberId: integer().notNull(),
      unitId: integer().notNull(),
      title: text().notNull(),
      role: word<Role>().notNull(),
      since: text(),
      until: text(),
      /** When it was given by message; null = imported with the roster. */
      grantedAt: integer(),
    },
    (t) => [index('posts_member').on(t.memberId), index('posts_unit').on(t.unitId)],
  )
  /** Pairings between a member or unit and a unit: 包抓, 分管, 帮扶单位 …, named by `kind`. */
  const contacts = table(
    'contacts',
    {
      id: id(),
      kind: word<ContactKind>().notNull(),
      memberId: integer(),
      unitId: integer().notNull(),
      forUnitId: integer(),
      /** 分管: the matter that a leader is in charge of, when it is no unit (资金, 监测帮扶 …). */
      matter: text(),
    },
    (t) => [index('contacts_unit').on(t.unitId, t.kind)],
  )
  /** Chats; a direct chat has a member, a bound group a unit. */
  const chats = table(
    'chats',
    {
      id: id(),
      platform: text().notNull(),
      chatId: text().notNull(),
      kind: word<ChatKind>().notNull(),
      title: text().notNull(),
      unitId: integer(),
      memberId: integer(),
      muted: boolean().notNull(),
      outsiders: boolean().notNull(),
      /** When the platform said for good that the bot is no longer there, and its words; null = nothing of the kind. */
      goneAt: integer(),
      goneReason: text(),
    },
    (t) => [
      uniqueIndex('chats_platform_chat').on(t.platform, t.chatId),
      index('chats_unit').on(t.unitId),
      index('chats_member').on(t.memberId),
    ],
  )
  /** Households; `since` null = from ever, `until` = the day it left the roster. */
  const households = table(
    'households',
    {
      id: id(),
      villageId: integer().notNull(),
      groupName: text().notNull(),
      head: text().notNull(),
      kind: word<HouseholdKind>().notNull(),
      persons: integer().notNull(),
      phone: text(),
      carerId: integer(),
      since: text(),
      until: text(),
      untilReason: text(),
      /** 低保, 特困, 残疾, 自然村 and other words of the county; null = none. */
      attributes: json<string[]>(),
    },
    (t) => [uniqueIndex('households_village_group_head').on(t.villageId, t.groupName, t.head), index('households_carer').on(t.carerId)],
  )
  /** Requests to be somebody (我是 …), waiting for 确认身份. */
  const claims = table('claims', {
    id: id(),
    platform: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    unitId: integer().notNull(),
    title: text().notNull(),
    at: integer().notNull(),
  })
  /** Changes of the household roster asked for by message; they hold once the township's manager has confirmed them (counting-rules 1). */
  const rosterChanges = table(
    'roster_changes',
    {
      id: id(),
      kind: word<'new' | 'split' | 'head' | 'close' | 'move' | 'class'>().notNull(),
      villageId: integer().notNull(),
      /** The household that is changed; null for a new one. */
      householdId: integer(),
      groupName: text().notNull(),
      /** Head of the new household, or the new head. */
      head: text(),
      /** Kind of the new household; of `class` the kind that it had until then. */
      householdKind: word<HouseholdKind>(),
      persons: integer(),
      /** Of `head` the old head, of `class` the attributes that it had until then, joined by 、. */
      reason: text().notNull(),
      byMemberId: integer().notNull(),
      at: integer().notNull(),
      state: word<'waiting' | 'confirmed' | 'refused'>().notNull(),
    },
    (t) => [index('roster_changes_state').on(t.state)],
  )
  return { units, members, identities, posts, contacts, chats, households, claims, rosterChanges }
}

/** What was reported, and what was done to it. */
function ledger({ table, id, sequence, integer, text, boolean, json, word, index, uniqueIndex, primaryKey }: Kit) {
  /** 台账: one row is the fold of its steps; numbers are short and never reused. */
  const entries = table(
    'entries',
    {
      no: integer().primaryKey(),
      kind: text().notNull(),
      class: text(),
      unitId: integer().notNull(),
      byUnitId: integer(),
      byPost: text(),
      memberId: integer(),
      typedById: integer(),
      date: text().notNull(),
      householdId: integer(),
      fields: json<Record<string, unknown>>().notNull(),
      status: text().notNull(),
      sentAt: integer().notNull(),
      createdAt: integer().notNull(),
      version: integer().notNull(),
    },
    (t) => [
      // Progress and rankings read this one alone (covering), unit by unit.
      index('entries_unit').on(t.unitId, t.kind, t.date, t.householdId, t.status, t.class, t.sentAt),
      index('entries_by').on(t.byUnitId, t.kind, t.date),
      index('entries_household').on(t.householdId, t.kind, t.date),
      index('entries_member').on(t.memberId, t.kind, t.date),
    ],
  )
  /** Steps are only ever added; each carries the hash of the one before it. */
  const steps = table(
    'steps',
    {
      id: sequence(),
      entryNo: integer().notNull(),
      seq: integer().notNull(),
      action: text().notNull(),
      memberId: integer(),
      at: integer().notNull(),
      text: text().notNull(),
      fields: json<Record<string, unknown>>().notNull(),
      previousHash: text().notNull(),
    },
    (t) => [uniqueIndex('steps_entry').on(t.entryNo, t.seq)],
  )
  /** 同行: who else took part, counted once he confirms (counting-rules 2). */
  const companions = table('companions', { entryNo: integer().notNull(), memberId: integer().notNull(), confirmedAt: integer() }, (t) => [
    primaryKey({ columns: [t.entryNo, t.memberId] }),
    index('companions_member').on(t.memberId),
  ])
  /** What is to be done about a case, by whom, until when: computed from the entry after each step, kept so that it can be looked up. */
  const expectations = table(
    'expectations',
    {
      entryNo: integer().notNull(),
      key: text().notNull(),
      kind: text().notNull(),
      /** The unit that the entry is about. */
      aboutUnitId: integer().notNull(),
      /** The word that settles it, and what it is, in Chinese. */
      word: text().notNull(),
      what: text().notNull(),
      unitId: integer(),
      memberId: integer(),
      since: text().notNull(),
      due: text(),
      span: text(),
      urgent: boolean().notNull(),
      /** How often it was told since it fell due soon: reminded, overdue, told above … */
      stage: integer().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.entryNo, t.key] }),
      index('expectations_due').on(t.due),
      index('expectations_unit').on(t.unitId),
      index('expectations_member').on(t.memberId),
    ],
  )
  /** Photos and files of an entry; the bytes lie under DATA_DIR and are synced before the row says `stored`. */
  const files = table(
    'files',
    {
      id: id(),
      entryNo: integer().notNull(),
      platform: text().notNull(),
      name: text().notNull(),
      mime: text().notNull(),
      source: text().notNull(),
      state: word<'pending' | 'stored' | 'failed'>().notNull(),
      attempts: integer().notNull(),
      bytes: integer(),
      sha256: text(),
      /** How a photo looks, for finding it again; null for what is no photo, or one that shows next to nothing. */
      look: text(),
      /** The first file with the same bytes or the same look; null = it is itself the first. */
      sameAs: integer(),
      memberId: integer(),
      at: integer().notNull(),
    },
    (t) => [
      index('files_entry').on(t.entryNo),
      index('files_state').on(t.state),
      index('files_sha256').on(t.sha256),
      index('files_same').on(t.sameAs),
    ],
  )
  /** The looks of photos in their parts, so that near ones are found by a part that they share. */
  const photoLooks = table('photo_looks', { part: integer().notNull(), value: integer().notNull(), fileId: integer().notNull() }, (t) => [
    primaryKey({ columns: [t.part, t.value, t.fileId] }),
  ])
  /** What each subject owed and had done when a period closed; never changed afterwards (counting-rules 8). */
  const periodResults = table(
    'period_results',
    {
      snapshotNo: integer().notNull(),
      dutyId: text().notNull(),
      period: text().notNull(),
      subject: word<'unit' | 'member'>().notNull(),
      subjectId: integer().notNull(),
      /** The name as it was then: mergers and renamings do not touch old papers (counting-rules 6). */
      subjectName: text().notNull(),
      required: integer().notNull(),
      done: integer().notNull(),
      onTime: integer().notNull(),
      entries: json<number[]>().notNull(),
    },
    (t) => [primaryKey({ columns: [t.dutyId, t.period, t.subject, t.subjectId] }), index('period_results_snapshot').on(t.snapshotNo)],
  )
  /** Who owes nothing for a while (counting-rules 11): 零报告 and 免报 of a unit for a duty's period, 请假 of a person. */
  const exemptions = table(
    'exemptions',
    {
      id: id(),
      kind: word<'zero' | 'exempt' | 'leave'>().notNull(),
      /** Duty (pack/id), period key and unit of a zero report or an exemption. */
      dutyId: text(),
      period: text(),
      unitId: integer(),
      /** Who is on leave, from and to which day, both inclusive. */
      memberId: integer(),
      since: text(),
      until: text(),
      reason: text().notNull(),
      byMemberId: integer().notNull(),
      at: integer().notNull(),
      state: word<'provisional' | 'confirmed' | 'ended'>().notNull(),
    },
    (t) => [index('exemptions_duty').on(t.dutyId, t.period, t.unitId), index('exemptions_member').on(t.memberId)],
  )
  /** One closing (关账) of one duty's period; its number is printed as 快照号. */
  const snapshots = table(
    'snapshots',
    { no: id(), dutyId: text().notNull(), period: text().notNull(), closedAt: integer().notNull() },
    (t) => [uniqueIndex('snapshots_duty_period').on(t.dutyId, t.period)],
  )
  return { entries, steps, companions, expectations, files, photoLooks, periodResults, exemptions, snapshots }
}

/** What is published, and what units said to their lines before. */
function papers({ table, id, integer, text, json, word, uniqueIndex, primaryKey }: Kit) {
  /** A ranking that was published, waits for its leader's word (counting-rules 20) or corrects an earlier one (counting-rules 8). */
  const publications = table(
    'publications',
    {
      no: id(),
      /** Schedule, time and receiver: what is published is published once. */
      key: text().notNull(),
      /** Ranking (pack/id), key of the period that the notice speaks about, key of the duty's period that its figures are of. */
      rankingId: text().notNull(),
      issue: text().notNull(),
      period: text().notNull(),
      /** To whose groups it goes. */
      unitId: integer().notNull(),
      title: text().notNull(),
      content: json<Content>().notNull(),
      figures: json<{ unitId: number; name: string; place: number | null; required: number; done: number; onTime: number }[]>().notNull(),
      /** Up to when its figures count what was sent. */
      asOf: integer().notNull(),
      /** Titles of the posts whose holders release it; none: it goes out at once. */
      releasedBy: json<string[]>().notNull(),
      state: word<'waiting' | 'held' | 'sent'>().notNull(),
      /** Of a correction: which publication it corrects, and its own running number. */
      corrects: integer(),
      correctionNo: integer(),
      createdAt: integer().notNull(),
    },
    (t) => [uniqueIndex('publications_key').on(t.key)],
  )
  /** 核数单: the line that a unit was shown before a ranking is published, and its answer (counting-rules 19). */
  const checks = table(
    'checks',
    {
      rankingId: text().notNull(),
      issue: text().notNull(),
      unitId: integer().notNull(),
      /** The unit whose ranking it is. */
      rootId: integer().notNull(),
      /** Numbers of the entries behind the line. */
      entries: json<number[]>().notNull(),
      answer: word<'none' | 'agreed' | 'objected'>().notNull(),
      sentAt: integer().notNull(),
      /** The publication that printed the answer; null: it can still be given. */
      publicationNo: integer(),
    },
    (t) => [primaryKey({ columns: [t.rankingId, t.issue, t.unitId] })],
  )
  return { publications, checks }
}

/** What comes in and goes out. */
function traffic({ table, id, integer, text, boolean, json, word, index, uniqueIndex, primaryKey }: Kit) {
  /** Every message once; what came of it is written in the same transaction as its effects. */
  const inbox = table(
    'inbox',
    {
      id: id(),
      platform: text().notNull(),
      bot: text().notNull(),
      messageId: text().notNull(),
      chatId: text().notNull(),
      userId: text().notNull(),
      memberId: integer(),
      text: text().notNull(),
      /** The whole message as received, for replay; null once it is handled. */
      raw: text(),
      outcome: word<'done' | 'failed'>().notNull(),
      /** Outbox rows of the replies: the same message is answered the same again. */
      replies: json<number[]>().notNull(),
      entries: json<number[]>().notNull(),
      sentAt: integer().notNull(),
      receivedAt: integer().notNull(),
    },
    (t) => [
      uniqueIndex('inbox_message').on(t.platform, t.bot, t.messageId),
      index('inbox_failed').on(t.id).where(sql`${t.outcome} = 'failed'`),
    ],
  )
  /** Everything that leaves, written with the change that caused it; `dedupeKey` makes a notice unique. */
  const outbox = table(
    'outbox',
    {
      id: id(),
      platform: text().notNull(),
      chatId: text().notNull(),
      dedupeKey: text(),
      kind: word<'reply' | 'notice'>().notNull(),
      text: text().notNull(),
      content: json<Content>().notNull(),
      state: word<'queued' | 'sent' | 'failed' | 'merged'>().notNull(),
      /** Not before this instant (quiet hours, retries). */
      dueAt: integer().notNull(),
      attempts: integer().notNull(),
      reason: text(),
      createdAt: integer().notNull(),
      sentAt: integer(),
      /** How a reply goes back to the message that it answers, in the platform's own words; null for notices. */
      replyTo: text(),
      /** Goes out when others are held back: in quiet hours, and when a month's calls run short. */
      urgent: boolean().notNull(),
      /** Parts of a long text that were already taken. */
      partsSent: integer().notNull(),
      /** When its last try began: after a crash it may have been taken (guarantee 3), and it counts against the limits (guarantee 4). */
      triedAt: integer(),
      /** The row that carried it, when waiting notices to one chat were merged. */
      mergedInto: integer(),
    },
    (t) => [uniqueIndex('outbox_dedupe').on(t.dedupeKey), index('outbox_queued').on(t.id).where(sql`${t.state} = 'queued'`)],
  )
  /** Webhook robots: they only send, each into one group (`cli webhook add`). Address and secret are sealed. */
  const webhooks = table(
    'webhooks',
    {
      id: id(),
      platform: word<'wecom' | 'dingtalk'>().notNull(),
      unitId: integer().notNull(),
      url: text().notNull(),
      secret: text(),
      createdAt: integer().notNull(),
    },
    (t) => [index('webhooks_unit').on(t.unitId)],
  )
  /** Calls of a platform's interfaces a day, for platforms that allow so many a month. */
  const callCounts = table('call_counts', { platform: text().notNull(), day: text().notNull(), calls: integer().notNull() }, (t) => [
    primaryKey({ columns: [t.platform, t.day] }),
  ])
  /** The open question per chat and person, or what was said last (for photos and follow-ups). */
  const dialogs = table(
    'dialogs',
    {
      chatId: integer().notNull(),
      memberId: integer().notNull(),
      kind: word<'question' | 'last-entry' | 'figures' | 'draft'>().notNull(),
      state: json<unknown>().notNull(),
      expiresAt: integer().notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.memberId, t.kind] })],
  )
  /** What the sandbox's chats show, in order. */
  const transcript = table(
    'transcript',
    {
      seq: id(),
      chatId: text().notNull(),
      at: integer().notNull(),
      sender: text().notNull(),
      text: text().notNull(),
      files: json<{ name: string; mime: string; url: string }[]>().notNull(),
      buttons: json<{ id: string; text: string }[]>().notNull(),
    },
    (t) => [index('transcript_chat').on(t.chatId, t.seq)],
  )
  return { inbox, outbox, webhooks, callCounts, dialogs, transcript }
}

/** The house's own books. */
function housekeeping({ table, integer, text, boolean, json, word, index, uniqueIndex, id, primaryKey }: Kit) {
  /** Small values by name: roster version, virtual clock, administrator code, first moment … */
  const settings = table('settings', { key: text().primaryKey(), value: text().notNull() })
  /** Each scheduled time that was run, once. */
  const scheduleRuns = table(
    'schedule_runs',
    { schedule: text().notNull(), dueAt: integer().notNull(), ranAt: integer().notNull(), notices: integer().notNull() },
    (t) => [primaryKey({ columns: [t.schedule, t.dueAt] })],
  )
  /** What a reply promised and is done after it, once by its key; `data` is what the command needs for it. */
  const jobs = table(
    'jobs',
    {
      id: id(),
      command: text().notNull(),
      key: text().notNull(),
      data: json<unknown>().notNull(),
      at: integer().notNull(),
      doneAt: integer(),
    },
    (t) => [uniqueIndex('jobs_key').on(t.key)],
  )
  /** Days that differ from the published calendar. */
  const calendarDays = table('calendar_days', { date: text().primaryKey(), working: boolean().notNull(), name: text() })
  /** Who looked at or exported personal data, who changed rights. */
  const audit = table(
    'audit',
    {
      id: id(),
      at: integer().notNull(),
      memberId: integer(),
      action: word<string>().notNull(),
      target: text().notNull(),
      detail: text().notNull(),
    },
    (t) => [index('audit_at').on(t.at)],
  )
  return { settings, scheduleRuns, jobs, calendarDays, audit }
}
