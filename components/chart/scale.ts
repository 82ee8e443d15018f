/** The least round number at or above the largest value, so that half of it is a whole number too: 2, 4, 10, 20, 40, 100, … */
export function roundTop(values: readonly number[]): number {
  const largest = Math.max(2, ...values);
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= largest && (factor * power) % 2 === 0);
  return (step ?? 10) * power;
}
