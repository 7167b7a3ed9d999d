/** 0.612 → 61.2%, whole percents without decimals; cut, not rounded, so that 99.96 % is never shown as 100 %. */
export function percent(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-9) / 10
  return `${Number.isInteger(tenths) ? tenths : tenths.toFixed(1)}%`
}
