import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { looksAlike, partsOfLook, readLook, writeLook } from '../../src/core/photo-look.ts'
import { lookOf } from '../../src/frame/photo-look.ts'
import { madeUpPhoto, savedAnew } from '../support/photos.ts'

async function look(bytes: Uint8Array): Promise<bigint> {
  const found = await lookOf(bytes)
  if (found === null) throw new Error('no look')
  return found
}

describe('the look of a photo', () => {
  test('stays when the photo is made smaller or saved anew', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const original = await look(madeUpPhoto(seed))
      for (const how of [
        { quality: 80, scale: 1 },
        { quality: 40, scale: 0.5 },
        { quality: 60, scale: 0.23 },
      ])
        expect(looksAlike(original, await look(await savedAnew(madeUpPhoto(seed), how)))).toBe(true)
    }
  })

  test('is another for each other photo', async () => {
    const looks = await Promise.all(Array.from({ length: 40 }, (_, seed) => look(madeUpPhoto(seed + 1))))
    const pairs = looks.flatMap((one, at) => looks.slice(at + 1).filter((other) => looksAlike(one, other)))
    expect(pairs).toEqual([])
  })

  test('is none for what shows nothing or is no image', async () => {
    const black = createCanvas(800, 600).toBuffer('image/png')
    expect(await lookOf(black)).toBeNull()
    expect(await lookOf(Buffer.from('%PDF-1.4 not a photo'))).toBeNull()
    expect(await lookOf(madeUpPhoto(3).subarray(0, 200))).toBeNull()
    expect(await lookOf(new Uint8Array())).toBeNull()
  })

  test('is stored as digits, and two within five bits share a part', () => {
    const one = 0x0123456789abcdefn
    const near = [3n, 15n, 27n, 38n, 50n].reduce((look, bit) => look ^ (1n << bit), one)

    expect(readLook(writeLook(one))).toBe(one)
    expect(writeLook(1n)).toBe('0000000000000001')
    expect([looksAlike(one, near), looksAlike(one, near ^ (1n << 60n))]).toEqual([true, false])
    expect(partsOfLook(one).filter((value, part) => value === partsOfLook(near)[part])).toHaveLength(1)
  })
})
