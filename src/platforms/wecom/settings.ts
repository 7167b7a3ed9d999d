/** WeCom's bot by long connection. */
export interface WecomConnection {
  botId: string
  secret: string
  url: string
}

/** What checks and opens WeCom's callbacks. */
export interface WecomCallback {
  token: string
  /** 43 characters, as WeCom shows it. */
  aesKey: string
}

/** A self-built WeCom app; without `callback` it only sends. */
export interface WecomApp {
  corpId: string
  agentId: number
  secret: string
  callback: WecomCallback | undefined
}

/** What is switched on of WeCom: `connection` and `callback` are the two modes of its bot, at most one is there. */
export interface WecomSettings {
  apiBase: string
  connection: WecomConnection | undefined
  callback: WecomCallback | undefined
  app: WecomApp | undefined
}
