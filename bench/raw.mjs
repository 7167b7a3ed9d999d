// The raw limit of better-sqlite3 on this disk: the same rows that one report writes, once one report a transaction, once 50.
// Usage: node bench/raw.mjs FOLDER SECONDS
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../dist/db/client.js'

const [folder, seconds] = process.argv.slice(2)
const file = join(folder, 'raw.db')
await openStore(file).close()
const db = new Database(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')

const fields = JSON.stringify({
  household: '王亦态',
  situation: '在合作社务工，收入稳定，饮水住房都有保障',
  method: '入户',
  householdId: 7,
})
const reply = '✅ 走访 #1027 已记录\n户主：王亦态\n情况：在合作社务工，收入稳定，饮水住房都有保障\n方式：入户\n日期：2023年6月15日'
const content = JSON.stringify({ blocks: [{ kind: 'text', text: reply }] })
const replies = JSON.stringify([{ chatId: 'group:1', text: reply, content: JSON.parse(content) }])
const now = Date.now()
const statements = {
  inbox: db.prepare(
    "insert into inbox (platform, bot, message_id, chat_id, user_id, member_id, text, raw, outcome, replies, entries, sent_at, received_at) values ('sandbox', 'bench', ?, 'group:1', 'u', 1, '走访 王亦态 在合作社务工，收入稳定，饮水住房都有保障', null, 'done', ?, '[1027]', ?, ?)",
  ),
  entry: db.prepare(
    "insert into entries (no, kind, class, unit_id, by_unit_id, by_post, member_id, typed_by_id, date, household_id, fields, status, sent_at, created_at, version) values (?, 'visit', '入户', ?, ?, '村书记', 1, 1, '2023-06-15', ?, ?, 'recorded', ?, ?, 1)",
  ),
  step: db.prepare(
    "insert into steps (entry_no, seq, action, member_id, at, text, fields, previous_hash) values (?, 1, 'created', 1, ?, '', ?, '')",
  ),
  dialog: db.prepare(
    "insert into dialogs (chat_id, member_id, kind, state, expires_at) values (?, ?, 'last-entry', ?, ?) on conflict do update set state = excluded.state, expires_at = excluded.expires_at",
  ),
  outbox: db.prepare(
    "insert into outbox (platform, chat_id, dedupe_key, kind, text, content, state, due_at, attempts, created_at) values ('sandbox', 'group:1', null, 'reply', ?, ?, 'queued', ?, 0, ?)",
  ),
}
let n = 1000
function writeOne() {
  n++
  const unit = n % 176
  statements.inbox.run(`m${n}`, replies, now, now)
  statements.entry.run(n, unit, unit, n % 6000, fields, now, now)
  statements.step.run(n, now, fields)
  statements.dialog.run(unit, unit, `{"no":${n}}`, now)
  statements.outbox.run(reply, content, now, now)
}
const single = db.transaction(writeOne).immediate
const group = db.transaction(() => {
  for (let i = 0; i < 50; i++) writeOne()
}).immediate

function measure(run, each) {
  const until = performance.now() + Number(seconds) * 1000
  const began = performance.now()
  let count = 0
  while (performance.now() < until) {
    run()
    count += each
  }
  return count / ((performance.now() - began) / 1000)
}
measure(single, 1)
console.log(JSON.stringify({ one: measure(single, 1), groups: measure(group, 50) }))
db.close()
