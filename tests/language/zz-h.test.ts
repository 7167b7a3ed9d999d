import { readFileSync, writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { readCase } from './cases/judge.ts'
it('reads', () => {
  const out = readFileSync('/tmp/h-say.txt', 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [say = '', at] = line.replaceAll('\\n', '\n').split('|')
      const r: any = readCase({ say, at: (at ?? '铺仔村') as any })
      return `${line}\n  => ${r.kind} ${r.command ?? ''} ${r.says ?? ''} ${r.items ? r.items.map((i: any) => JSON.stringify(i.values) + (i.asks.length ? ' ASK ' + i.asks.map((a: any) => a.field + ':' + a.reason) : '')).join('\n     ') : JSON.stringify(r.query ?? r.rest ?? '')}`
    })
  writeFileSync('/tmp/h-say.out', out.join('\n'))
})
