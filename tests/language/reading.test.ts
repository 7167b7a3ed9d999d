import { describe, expect, it } from 'vitest'
import { affairs, risks, talk } from './cases/affairs.ts'
import type { Case } from './cases/case.ts'
import { eighth } from './cases/eighth.ts'
import { eleventh, spending } from './cases/eleventh.ts'
import { fifth } from './cases/fifth.ts'
import { forms } from './cases/forms.ts'
import { fourth } from './cases/fourth.ts'
import { fresh } from './cases/fresh.ts'
import { judgeCase } from './cases/judge.ts'
import { meetings, pieces } from './cases/meetings.ts'
import { names, others } from './cases/names.ts'
import { ninth } from './cases/ninth.ts'
import { seventh } from './cases/seventh.ts'
import { several } from './cases/several.ts'
import { sixth } from './cases/sixth.ts'
import { tenth } from './cases/tenth.ts'
import { third } from './cases/third.ts'
import { amounts, counts, dates, figures } from './cases/values.ts'

/** The tables, with the command that their cases are about unless they name another. */
const tables: [name: string, kind: string, cases: Case[]][] = [
  ['one visit in every form', 'visit', forms],
  ['days', 'visit', dates],
  ['money', 'risk', amounts],
  ['how many took part', 'training', counts],
  ['monthly figures', 'indicator', figures],
  ['names of households', 'visit', names],
  ['units, departments and people', 'visit', others],
  ['several in one message', 'visit', several],
  ['meetings', 'meeting', meetings],
  ['pieces of information', 'info', pieces],
  ['risks', 'risk', risks],
  ['other reports', 'visit', affairs],
  ['plain talk', '', talk],
  ['messages as they come', 'visit', fresh],
  ['messages of every kind, a third set', 'visit', third],
  ['messages of every kind, a fourth set', 'visit', fourth],
  ['side fields of every kind', 'visit', fifth],
  ['side fields of every kind once more', 'visit', sixth],
  ['causes, sums, days and rows of units', 'visit', seventh],
  ['words of the same sound, sums per month, attendance', 'visit', eighth],
  ['the way of a visit, labels in one breath, names before the verb', 'visit', ninth],
  ['several dictated in one breath, words of dialects', 'visit', tenth],
  ['several who are responsible, calls, walks and bodies that met', 'visit', eleventh],
  ['rates from their sums', 'indicator', spending],
]

const verdicts = tables.flatMap(([name, kind, cases]) =>
  cases.map((test) => ({ name, say: test.say, ...judgeCase(test, test.kind ?? kind) })),
)
const judged = (outcome: string) => verdicts.filter((verdict) => verdict.outcome === outcome).map(({ say, why }) => `${say} → ${why}`)

describe('reports as cadres of four counties type them', () => {
  it('are many and of all kinds', () => {
    expect(verdicts.length).toBeGreaterThan(1_180)
  })

  it('are never stored as something else than was meant', () => {
    expect(judged('wrong')).toEqual([])
  })

  it('are asked about without need in at most one of a hundred', () => {
    const needless = judged('asked')
    expect(needless.length / verdicts.length, needless.join('\n')).toBeLessThanOrEqual(0.01)
  })

  it('are understood at first try where words only sound alike, sums recur, or attendance stands last', () => {
    const ours = verdicts.filter(({ name, outcome }) => name.startsWith('words of the same sound') && outcome !== 'right')
    expect(ours.map(({ say, why }) => `${say} → ${why}`)).toEqual([])
  })

  it('are understood at first try where they say how one went about it, or stand in one breath', () => {
    const ours = verdicts.filter(({ name, outcome }) => name.startsWith('the way of a visit') && outcome !== 'right')
    expect(ours.map(({ say, why }) => `${say} → ${why}`)).toEqual([])
  })

  it('are understood at first try where several are dictated in one breath', () => {
    const ours = verdicts.filter(({ name, outcome }) => name.startsWith('several dictated') && outcome !== 'right')
    expect(ours.map(({ say, why }) => `${say} → ${why}`)).toEqual([])
  })
})
