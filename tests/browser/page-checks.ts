import type { Page } from 'playwright-core'

const controls = 'button, input:not([hidden]), textarea, a[href], summary, [role="switch"]'

/** Visible controls that have no name for a screen reader, as their HTML. */
export function findUnnamedControls(page: Page): Promise<string[]> {
  return page.locator(controls).evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const named = [element.getAttribute('aria-label'), element.textContent, element.closest('label')?.textContent]
        return named.join('').trim() === ''
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}

/** Visible controls that a finger would miss (below 44 px), as `name width×height`. A label around a control counts as its target. */
export function findSmallTargets(page: Page): Promise<string[]> {
  return page.locator('button, input:not([hidden]), textarea, summary').evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .flatMap((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
        return width >= 44 && height >= 44 ? [] : [`${element.getAttribute('aria-label') ?? element.textContent} ${width}×${height}`]
      }),
  )
}

/** How many pixels the page is wider than its window. */
export function measureOverflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
}
