import { describe, expect, it } from 'vitest'
import { generateDemoCounty } from '../../db/demo/county.ts'
import type { Chat, Person } from '../../src/web/sandbox-page/sandbox-types.ts'
import { belongs, buildDirectory, chatsOf, directChatId, startingPoint, suggestSpeaker } from '../../src/web/sandbox-page/unit-tree.ts'

const county = generateDemoCounty()
const nameOf = new Map(county.units.map(({ code, name }) => [code, name]))
const people: Person[] = county.members.map(({ userId, name, unitCode, post, role }) => ({
  id: userId ?? name,
  name,
  unit: { code: unitCode, name: nameOf.get(unitCode) ?? '' },
  post,
  role,
}))
const chats: Chat[] = [
  ...county.units.map(({ code, name }): Chat => ({ id: `group:${code}`, kind: 'group', title: name, unit: { code, name } })),
  ...people.map(({ id, name, unit }): Chat => ({ id: directChatId(id), kind: 'direct', title: name, unit })),
]
const directory = buildDirectory(chats, people)
const village = county.units.find(({ kind }) => kind === 'village')
const villageChat = directory.groupOf(village?.code ?? '')

describe('the directory', () => {
  it('tells what each unit of the demo county is by its code and name', () => {
    expect(county.units.filter(({ code, kind }) => directory.level(code) !== kind)).toEqual([])
  })

  it('folds the county first, then the townships with their villages, then the other kinds', () => {
    const titles = directory.folds.map(({ title }) => title)
    expect(titles[0]).toBe('县级')
    expect(titles.slice(-4)).toEqual(['县直部门', '工作专班', '督查组', '企业和合作社'])
    expect(titles).toHaveLength(20)
    expect(directory.folds.flatMap(({ groups }) => groups)).toHaveLength(county.units.length)
    expect(directory.folds.flatMap((fold) => fold.people)).toHaveLength(people.length)
  })

  it('opens with a 村书记 in the group of his village', () => {
    const start = startingPoint(directory)
    expect(start?.person.post).toBe('村书记')
    expect(start?.chat.id).toBe(`group:${start?.person.unit.code}`)
  })
})

describe('the speaker', () => {
  it('is offered his direct chat first, then the groups of his unit and those above', () => {
    const person = people.find(({ unit, post }) => unit.code === village?.code && post === '村书记')
    const offered = person ? chatsOf(directory, person).map(({ id }) => id) : []
    expect(offered).toEqual([`direct:${person?.id}`, `group:${village?.code}`, `group:${village?.code.slice(0, 9)}`, 'group:621021'])
  })

  it('is the 村书记 in a village and a reviewer in a township', () => {
    const township = directory.groupOf(village?.code.slice(0, 9) ?? '')
    expect(villageChat && suggestSpeaker(directory, villageChat)?.post).toBe('村书记')
    expect(township && suggestSpeaker(directory, township)?.role).toBe('manager')
  })

  it('belongs to the groups above and below his unit, and to no neighbour', () => {
    const leader = people.find(({ unit }) => unit.code === '621021')
    const neighbour = people.find(({ unit }) => unit.code.length === 12 && !unit.code.startsWith(village?.code.slice(0, 9) ?? ''))
    expect(leader && villageChat && belongs(directory, leader, villageChat)).toBe(true)
    expect(neighbour && villageChat && belongs(directory, neighbour, villageChat)).toBe(false)
  })
})
