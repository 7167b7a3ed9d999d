import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { startTestApp } from '../support/app.ts'
test('corpus', async () => {
  const app = await startTestApp({ env: { PACKS: 'qingcheng', BOT_NAME: '乡报助手' } })
  for (const l of readFileSync('tests/fixtures/dev.jsonl', 'utf8').trim().split('\n')) {
    const c = JSON.parse(l)
    const e = c.expect
    const q = e.query ?? e.anyOf?.find((x: any) => x.query)?.query
    await app.advance(c.now)
    const turns = c.turns ?? [c.text]
    for (const t of turns) {
      const text = typeof t === 'string' ? t : t.text
      const r = await app.say(c.chat, typeof t === 'string' ? c.member : (t.member ?? c.member), text).catch((x) => [{ text: 'ERR ' + String(x).slice(0, 150) }])
      if (q || c.tags.includes('chatter')) console.log(`\n>>> ${c.id} ${c.chat} ${c.member} ${text.slice(0, 50)} ${JSON.stringify(q ? { w: q.word, m: q.matter, c: q.contains } : e.outcome)}\n${r.map((x: any) => x.text.slice(0, 420)).join('\n---\n')}`)
    }
  }
  await app.stop()
}, 60000)
