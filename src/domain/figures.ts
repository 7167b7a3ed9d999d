/** 0.612 → 61.2%, whole percents without decimals; cut, not rounded, so that 99.96 % is never shown as 100 %; and little is never nothing. */
export function percent(share: number): string {
  const tenths = tenthsOf(share)
  return tenths === 0 && share > 0 ? '不到0.1%' : tenthsWords(tenths)
}

/** Is a share below so many percent? Judged by the figure that is shown, so that nobody reads 57% as below 57 %. */
export function isBelow(share: number, percents: number): boolean {
  return tenthsOf(share) < Math.round(percents * 10)
}

/** What is missing to so many percent, between the figures that are shown: of 57 % at 56.9% it is 0.1%. */
export function gapTo(share: number, percents: number): string {
  return tenthsWords(Math.round(percents * 10) - tenthsOf(share))
}

/** Rounded to a tenth, halves up; what binary fractions add or take is cut off first, so that equal scores are equal. */
export function toTenth(value: number): number {
  return Math.round(Number((value * 10).toFixed(6))) / 10
}

/** Tenths of a percent, whole: binary fractions miss many of them by a hair (0.57 × 100 is less than 57). */
function tenthsOf(share: number): number {
  return Math.floor(share * 1000 + 1e-9)
}

function tenthsWords(tenths: number): string {
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`
}
