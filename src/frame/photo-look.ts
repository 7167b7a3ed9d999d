import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { PhotoLook } from '../core/photo-look.ts'

/** Fields to a side, of which the brightness is looked at, and pixels to a side of each field. */
const SIDE = 32
const FIELD = 8
/** The slowest waves in either direction: what a photo is made of roughly, and what no compression changes. */
const WAVES = 8
/** Pixels that are decoded at the most: what phones take is less than half. */
const MOST_PIXELS = 120_000_000
/** Brightness (0–255) by which fields must vary: a black or foggy photo looks like any other. */
const LEAST_CONTRAST = 6

/**
 * The look of a photo (JPEG, PNG, WebP, GIF …): the perceptual hash of its brightness, one bit for each wave that is stronger than the
 * median. Null for what is no image that can be read, and for one that shows next to nothing.
 */
export async function lookOf(bytes: Uint8Array): Promise<PhotoLook | null> {
  const image = await loadImage(bytes).catch(() => null)
  if (!image || image.width * image.height === 0 || image.width * image.height > MOST_PIXELS) return null
  const width = SIDE * FIELD
  const context = createCanvas(width, width).getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, width, width)
  const fields = brightnessOf(context.getImageData(0, 0, width, width).data)
  return contrastOf(fields) < LEAST_CONTRAST ? null : hashOf(wavesOf(fields))
}

/** Mean brightness of each field, row by row. */
function brightnessOf(pixels: Uint8ClampedArray): Float64Array {
  const width = SIDE * FIELD
  const fields = new Float64Array(SIDE * SIDE)
  for (let at = 0; at < pixels.length; at += 4) {
    const pixel = at / 4
    const field = Math.floor(pixel / width / FIELD) * SIDE + Math.floor((pixel % width) / FIELD)
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]]
    fields[field] = (fields[field] ?? 0) + (0.299 * red + 0.587 * green + 0.114 * blue) / (FIELD * FIELD)
  }
  return fields
}

/** Standard deviation. */
function contrastOf(fields: Float64Array): number {
  const mean = fields.reduce((sum, field) => sum + field, 0) / fields.length
  return Math.sqrt(fields.reduce((sum, field) => sum + (field - mean) ** 2, 0) / fields.length)
}

const cosines = Array.from({ length: WAVES }, (_, wave) =>
  Float64Array.from({ length: SIDE }, (_field, at) => Math.cos(((2 * at + 1) * wave * Math.PI) / (2 * SIDE))),
)

/** The discrete cosine transform, as far as it is looked at. */
function wavesOf(fields: Float64Array): number[] {
  return cosines.flatMap((down) =>
    cosines.map((across) =>
      fields.reduce((sum, field, at) => sum + field * (down[Math.floor(at / SIDE)] ?? 0) * (across[at % SIDE] ?? 0), 0),
    ),
  )
}

/** The first wave is the mean brightness, which says nothing. */
function hashOf([mean = 0, ...waves]: number[]): PhotoLook {
  const median = [...waves].sort((a, b) => a - b)[Math.floor(waves.length / 2)] ?? 0
  return [mean, ...waves].reduce((look, wave) => (look << 1n) | (wave > median ? 1n : 0n), 0n)
}
