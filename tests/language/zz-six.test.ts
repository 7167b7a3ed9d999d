import { it } from 'vitest'
import { sixth } from './cases/sixth.ts'
import { judgeCase, readCase } from './cases/judge.ts'
it('m', () => {
  const v = sixth.map((t) => ({ t, ...judgeCase(t, t.kind ?? '') }))
  const n = (o: string) => v.filter((x) => x.outcome === o)
  console.log(v.length, 'right', n('right').length, 'asked', n('asked').length, 'wrong', n('wrong').length)
  for (const o of ['wrong', 'asked'])
    for (const x of n(o))
      console.log(
        `[${o}] ${x.t.say} → ${x.why}\n      ${JSON.stringify((readCase(x.t) as any).items?.map((i: any) => [i.values, i.asks.map((a: any) => a.field)]))}`,
      )
})
