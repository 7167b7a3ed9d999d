const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })
/** A sentence with the marks that end it, closing quotes and brackets included. */
const SENTENCE = /[^。！？；!?;]*(?:[。！？；!?;]+[”’」』）)》]*|$)/gu

/**
 * Cuts a text into messages of at most `maxBytes` UTF-8 bytes: at line ends; inside a line only where it alone is too long, then at the
 * ends of sentences; inside a sentence only where that alone is too long, then between whole characters as people see them. Empty lines
 * at a cut are dropped.
 */
export function splitText(text: string, maxBytes: number): string[] {
  if (Buffer.byteLength(text) <= maxBytes) return [text]
  const lines = text.split('\n').flatMap((line) => splitLine(line, maxBytes))
  return pack(lines, '\n', maxBytes)
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part.trim() !== '')
}

/** A line as it is; else its sentences, as many together as fit. */
function splitLine(line: string, maxBytes: number): string[] {
  if (Buffer.byteLength(line) <= maxBytes) return [line]
  const sentences = line.match(SENTENCE) ?? []
  return pack(
    sentences.flatMap((sentence) => pack(splitSentence(sentence, maxBytes), '', maxBytes)),
    '',
    maxBytes,
  )
}

/** The smallest pieces: the sentence itself, or its characters; one of more than `maxBytes` (stacked accents) falls into code points. */
function splitSentence(sentence: string, maxBytes: number): string[] {
  if (Buffer.byteLength(sentence) <= maxBytes) return [sentence]
  return Array.from(graphemes.segment(sentence), ({ segment }) => segment).flatMap((segment) =>
    Buffer.byteLength(segment) <= maxBytes ? [segment] : [...segment],
  )
}

/** Puts pieces together, as many as fit into `maxBytes` each. */
function pack(pieces: string[], separator: string, maxBytes: number): string[] {
  const parts: string[] = []
  let current: string[] = []
  let bytes = 0
  for (const piece of pieces) {
    const alone = Buffer.byteLength(piece)
    const together = bytes + separator.length + alone
    if (current.length > 0 && together <= maxBytes) {
      current.push(piece)
      bytes = together
    } else {
      if (current.length > 0) parts.push(current.join(separator))
      current = [piece]
      bytes = alone
    }
  }
  if (current.length > 0) parts.push(current.join(separator))
  return parts
}
