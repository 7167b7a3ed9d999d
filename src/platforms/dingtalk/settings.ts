/** A DingTalk app with its robot. */
export interface DingtalkApp {
  /** AppKey of the app. */
  clientId: string
  /** AppSecret of the app. */
  clientSecret: string
  robotCode: string
  /** Template of the cards that carry buttons (see cards.ts); without it, buttons are told in words. */
  cardTemplateId?: string
}

/** Everything that the DingTalk platform is told. */
export interface DingtalkSettings {
  /** Base of the new API, without a slash at its end. */
  apiBase: string
  /** Base of the old API, without a slash at its end. */
  oapiBase: string
  app: DingtalkApp
}
