/** What the bot says to somebody who opens the chat with it. */
export function greetingOf(botNames: readonly string[]): string {
  return `您好，我是${botNames[0] ?? '乡报'}。直接发“走访 户主姓名 情况”就能上报，发“我的待办”看要办的事，发“帮助”看全部用法。`
}
