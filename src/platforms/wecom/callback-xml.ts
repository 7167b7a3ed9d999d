import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'

/** WeCom's XML nests five deep (the choices on a card); the rest is hostile. */
const DEEPEST = 8

/** No entity is ever expanded, no text taken for a number: message ids have 64 bits. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: true,
  maxNestedTags: DEEPEST,
})

const Document = z.object({ xml: z.record(z.string(), z.unknown()) })
const SEALED = /<Encrypt>\s*(?:<!\[CDATA\[([A-Za-z0-9+/=]+)\]\]>|([A-Za-z0-9+/=]+))\s*<\/Encrypt>/g
const START = /^\s*(?:<\?xml[^<>?]{0,100}\?>\s*)?<xml>/

/** The elements of a well-formed `<xml>` document; null for anything else, document types (entities) included. */
export function readXml(text: string): Record<string, unknown> | null {
  if (!START.test(text) || XMLValidator.validate(text) !== true) return null
  try {
    const read = Document.safeParse(parser.parse(text))
    return read.success ? read.data.xml : null
  } catch {
    return null
  }
}

/** The one sealed text of a callback, found without parsing: nothing unsigned gets as far as a parser. */
export function findSealed(text: string): string | null {
  const [found, second] = [...text.matchAll(SEALED)]
  return found && !second ? (found[1] ?? found[2] ?? null) : null
}

/** Elements by name, in order. */
export interface XmlValues {
  [name: string]: string | number | XmlValues
}

/** Writes a document; names are ours, texts may hold anything. */
export function writeXml(values: XmlValues): string {
  return `<xml>${writeElements(values)}</xml>`
}

function writeElements(values: XmlValues): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `<${name}>${typeof value === 'object' ? writeElements(value) : typeof value === 'string' ? cdata(value) : value}</${name}>`,
    )
    .join('')
}

/** What would end the section is split over two. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
