/** What a caught value has to say to the user. */
export function readErrorText(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
