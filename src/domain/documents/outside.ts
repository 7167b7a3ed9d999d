import { type Block, text } from '../../core/blocks.ts'

/** Units that were asked about beside others and lie outside the scope: named, without a figure. */
export function outsideLines(names: string[]): Block[] {
  return names.length === 0 ? [] : [text(`${names.join('、')}不在您的查看范围，没有列出。`)]
}
