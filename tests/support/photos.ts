import { createCanvas, loadImage } from '@napi-rs/canvas'
import { createRandom } from '../../db/demo/random.ts'

/** A made-up photo (JPEG): a sky and a dozen things in it, others for each seed. */
export function madeUpPhoto(seed: number): Buffer {
  const [width, height] = [640, 480]
  const random = createRandom(seed)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const colour = (): string => `hsl(${random.below(360)}, ${random.below(90)}%, ${10 + random.below(80)}%)`
  const sky = context.createLinearGradient(0, 0, random.below(width), height)
  sky.addColorStop(0, colour())
  sky.addColorStop(1, colour())
  context.fillStyle = sky
  context.fillRect(0, 0, width, height)
  for (let n = 0; n < 12; n++) {
    context.fillStyle = colour()
    context.fillRect(random.below(width), random.below(height), 40 + random.below(200), 40 + random.below(200))
  }
  return canvas.toBuffer('image/jpeg', 95)
}

/** The same photo as a chat program passes it on: smaller, and compressed once more. */
export async function savedAnew(bytes: Buffer, { quality, scale }: { quality: number; scale: number }): Promise<Buffer> {
  const image = await loadImage(bytes)
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toBuffer('image/jpeg', quality)
}
