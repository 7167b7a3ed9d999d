import type { Attachment } from './sandbox-types.ts'

/** The server takes bodies up to 1 MB; base64 adds a third. */
const limitBytes = 700_000
/** As many as the server takes in one message. */
const limitCount = 8

const longestSide = 1600
const qualities = [0.85, 0.7, 0.55, 0.4]

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(new Error('读不出这个文件，请重新选择。', { cause: reader.error }))
    reader.readAsDataURL(blob)
  })
}

/** Phone photos are several megabytes; the work-group apps shrink them too. */
async function shrink(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    if (blob.size <= limitBytes / 2) return blob
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.3 })
}

async function readAttachment(file: File): Promise<Attachment> {
  const isLargePicture = file.type.startsWith('image/') && file.size > limitBytes / 2
  const blob = isLargePicture ? await shrink(file) : file
  if (blob.size > limitBytes) throw new Error(`“${file.name}”超过 700 KB，演练场收不下，请换一个小些的文件。`)
  const mime = isLargePicture ? 'image/jpeg' : file.type || 'application/octet-stream'
  return { name: file.name || '图片.png', mime, base64: await toBase64(blob) }
}

/** Reads more files beside those `already` attached; rejects with a Chinese sentence when they are too large together. */
export async function readAttachments(files: File[], already: Attachment[]): Promise<Attachment[]> {
  if (files.length + already.length > limitCount) throw new Error(`一次最多发 ${limitCount} 个图片和文件，请分几次发送。`)
  const read = await Promise.all(files.map(readAttachment))
  const bytes = [...already, ...read].reduce((sum, { base64 }) => sum + base64.length * 0.75, 0)
  if (bytes > limitBytes) throw new Error('图片和文件合计超过 700 KB，请分几次发送。')
  return read
}

/** A data URL for the preview. */
export function toDataUrl({ mime, base64 }: Attachment): string {
  return `data:${mime};base64,${base64}`
}
