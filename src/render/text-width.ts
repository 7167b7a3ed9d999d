/** Letters that take two columns: Chinese, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/gu

/** Width of a text in half-width columns: a Chinese character counts 2, a Latin letter 1. */
export function textWidth(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0)
}
