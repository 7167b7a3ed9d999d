import { expect, it } from 'vitest'
import { textWidth } from '../../src/render/text-width.ts'

it.each([
  ['', 0],
  ['abc 12%', 7],
  ['马岭镇', 6],
  ['（214/350户）', 13],
  ['✅', 2],
  ['𠮷', 2],
])('counts %s as %i columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns)
})
