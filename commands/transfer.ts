import { addAudit } from '../db/queries/audit.ts'
import { listEntries } from '../db/queries/entry-lists.ts'
import { changeCarer, putContact } from '../db/queries/roster.ts'
import { list, text } from '../src/core/blocks.ts'
import type { Entry, Member } from '../src/core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../src/core/reply.ts'
import { refreshCase } from '../src/domain/cases.ts'
import { defineWord } from '../src/domain/command.ts'
import { endContact } from '../src/domain/contacts.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { entryLine } from '../src/domain/documents/entry-line.ts'
import { applyStep } from '../src/domain/entries.ts'
import { personNamed } from '../src/domain/person-named.ts'
import { manages } from '../src/domain/scope.ts'
import { settledStatuses } from '../src/domain/status-words.ts'
import { ownerIdKey } from '../src/domain/subject.ts'

/** More open items than this are not one person's. */
const MOST_ENTRIES = 10_000
/** Items that the notice to the new holder lists. */
const MOST_LINES = 8

/** 移交: what is open and whom one answers for follow the post; reports stay with the village and post of their date (counting-rules 5). */
export default defineWord({
  name: 'transfer',
  title: '移交',
  aliases: [],
  summary: '人员变动时把没办完的事项、帮扶户和联系点交给接手的人，例如：移交 张三 李四',
  order: 63,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    const [oldName, newName, ...more] = rest.split(/[\s，,、]+|(?:移交|交)?给/).filter(Boolean)
    if (!speaker || oldName === undefined || newName === undefined || more.length > 0)
      return refused('请按“移交 原来的人 接手的人”发送，例如：移交 张三 李四')
    const known = { ...context, speaker }
    const from = personNamed(known, oldName)
    const to = personNamed(known, newName)
    if (typeof from === 'string') return refused(from)
    if (typeof to === 'string') return refused(to)
    return await transfer(known, from, to)
  },
})

async function transfer(context: SpeakerContext, from: Member, to: Member): Promise<Reply> {
  const { db, speaker, now } = context
  const [post] = to.posts
  if (from.id === to.id) return refused('移交的和接手的是同一个人。')
  if (!post) return refused(`${to.name}现在没有职务，不能接手。请先授权或确认身份。`)
  const entries = await moveEntries(context, from, to)
  const households = await moveHouseholds(context, from, to)
  const contacts = await moveContacts(context, from, { memberId: to.id, unitId: post.unitId })
  const parts = [
    ...(entries.length > 0 ? [`没办完的事项 ${entries.length} 项`] : []),
    ...(households > 0 ? [`帮扶户 ${households} 户`] : []),
    ...(contacts > 0 ? [`联系点 ${contacts} 个`] : []),
  ].join('、')
  if (parts === '') return refused(`${from.name}在您的范围内没有要移交的事项、帮扶户和联系点。`)
  const detail = `member:${to.id} entries:${entries.length} households:${households} contacts:${contacts}`
  await addAudit(db, { at: now, memberId: speaker.id, action: 'transfer', target: `member:${from.id}`, detail })
  return accepted([text(`已移交：${from.name} → ${to.name}，${parts}。以前报的仍算在原来的村和职务名下。`)], {
    entries: entries.map((entry) => entry.no),
    notices: [toSuccessor(context, { from, to, parts, entries })],
  })
}

/** Open items in which he is named as responsible. */
async function moveEntries(context: SpeakerContext, from: Member, to: Member): Promise<Entry[]> {
  const { commands, db, house, speaker, now } = context
  const moved: Entry[] = []
  for (const command of commands.all) {
    if (command.form !== 'report' || !command.assigns) continue
    for (const entry of await listEntries(db, { kind: command.name, notStatuses: settledStatuses(command.name) }, MOST_ENTRIES)) {
      const keys = command.assigns.filter((key) => entry.fields[ownerIdKey(key)] === from.id)
      if (keys.length === 0 || !manages(house.directory, speaker, entry.unitId)) continue
      const fields = Object.fromEntries(
        keys.flatMap(
          (key) =>
            [
              [key, to.name],
              [ownerIdKey(key), to.id],
            ] as const,
        ),
      )
      const text = `${from.name} → ${to.name}`
      const handed = await applyStep(db, entry, { action: 'transferred', memberId: speaker.id, at: now, text, change: { fields } })
      await refreshCase(context, handed)
      moved.push(handed)
    }
  }
  return moved
}

async function moveHouseholds({ db, house, speaker }: SpeakerContext, from: Member, to: Member): Promise<number> {
  const { directory } = house
  const moved = [...directory.allHouseholds()].filter(
    ({ carerId, until, villageId }) => carerId === from.id && until === null && manages(directory, speaker, villageId),
  )
  for (const household of moved) await changeCarer(db, household.id, to.id)
  return moved.length
}

async function moveContacts(
  { db, house, speaker }: SpeakerContext,
  from: Member,
  to: { memberId: number; unitId: number },
): Promise<number> {
  const { directory } = house
  const moved = directory.contacts.filter(
    ({ memberId, unitId, forUnitId }) => memberId === from.id && manages(directory, speaker, forUnitId ?? unitId),
  )
  for (const contact of moved) {
    await endContact(db, house, contact)
    await putContact(db, { ...contact, ...to })
  }
  return moved.length
}

function toSuccessor(context: SpeakerContext, about: { from: Member; to: Member; parts: string; entries: Entry[] }): Notice {
  const { from, to, parts, entries } = about
  return {
    to: { memberId: to.id },
    key: `transfer/${from.id}/${to.id}/${context.now}`,
    content: {
      blocks: [
        text(`您好，${context.speaker.name}同志把${from.name}的${parts}移交给您。`),
        ...(entries.length > 0 ? [list(entries.slice(0, MOST_LINES).map((entry) => entryLine(context, entry)))] : []),
      ],
    },
  }
}
