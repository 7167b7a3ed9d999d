import type { Message } from './message.ts'
import type { Span } from './span.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A message being decided on: its words without mention and fillers, and the commands that it may be. */
export interface Talk {
  message: Message
  span: Span
  vocabulary: Vocabulary
}
