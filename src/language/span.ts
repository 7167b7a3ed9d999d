/** A half-open range of positions (UTF-16) in a message. */
export interface Span {
  start: number
  end: number
}
