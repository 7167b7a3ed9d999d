/** Something to tell the person who typed: a clear Chinese sentence that says what is wrong and how to do it right. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** Any thrown value as an Error, its origin kept as `cause`. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown })
}
