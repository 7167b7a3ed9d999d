import type { Pack, PackPath } from './pack.ts'

/** Something wrong at a place of a pack. */
export interface Found {
  path: PackPath
  message: string
}

/** Faults between the parts of a pack: names used that are declared nowhere, ids and names used twice, a term that is missing. */
export function crossFaults(pack: Pack): Found[] {
  return [...doubles(pack), ...lostDuties(pack), ...termFaults(pack)]
}

/** A fault that names what could have been written. */
export function noneOf(what: string, id: string, known: readonly string[]): string {
  return `没有编号为 ${id} 的${what}：${known.length > 0 ? `可写 ${known.join('、')}` : '这份包里一个也没有写'}`
}

function doubles(pack: Pack): Found[] {
  const faults: Found[] = []
  for (const group of ['duties', 'rankings', 'schedules'] as const) {
    const seen = new Set<string>()
    for (const [index, { id }] of pack[group].entries()) {
      if (seen.has(id)) faults.push({ path: [group, index, 'id'], message: `编号 ${id} 用了两次，请改一个` })
      seen.add(id)
    }
  }
  for (const group of ['indicators', 'themes', 'policies'] as const) {
    const seen = new Set<string>()
    for (const [index, { name, aliases }] of pack[group].entries()) {
      for (const word of new Set([name, ...aliases])) {
        if (seen.has(word)) faults.push({ path: [group, index], message: `“${word}”用了两次，分不清是哪一个，请改一个` })
        seen.add(word)
      }
    }
  }
  return faults
}

function lostDuties({ duties, rankings, score }: Pack): Found[] {
  const ids = duties.map(({ id }) => id)
  const lost = (id: string | undefined, path: PackPath): Found[] =>
    id === undefined || ids.includes(id) ? [] : [{ path, message: noneOf('规定动作（duties）', id, ids) }]
  return [
    ...rankings.flatMap(({ duty: id }, index) => {
      const duty = duties.find((one) => one.id === id)
      const isOfPersons = duty?.count === 'member'
      return isOfPersons
        ? [{ path: ['rankings', index, 'duty'], message: `“${duty.title}”按人计，不能排名（只排单位）：请换一条动作，或删去这个排名` }]
        : lost(id, ['rankings', index, 'duty'])
    }),
    ...(score?.parts ?? []).flatMap(({ duty }, index) => lost(duty, ['score', 'parts', index, 'duty'])),
  ]
}

function termFaults({ duties, term }: Pack): Found[] {
  return duties.flatMap(({ every }, index) =>
    every === 'term' && !term ? [{ path: ['duties', index, 'every'], message: '按届计的动作要在 term 里写本届起止日期' }] : [],
  )
}
