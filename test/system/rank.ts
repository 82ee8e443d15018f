/**
 * The chance that a value drawn from `left` is greater than one from `right`, ties counting half: the area under the
 * ROC curve, from the Mann–Whitney U statistic. 0.5 means that the two cannot be told apart by their size.
 */
export function areaUnderCurve(left: number[], right: number[]): number {
  const all = [...left.map((value) => ({ value, left: true })), ...right.map((value) => ({ value, left: false }))].sort(
    (a, b) => a.value - b.value,
  );
  let rankSum = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (all[end]?.value === all[at]?.value && end < all.length) end += 1;
    // Ranks begin at 1; equal values share the mean of theirs.
    const rank = (at + 1 + end) / 2;
    for (const entry of all.slice(at, end)) if (entry.left) rankSum += rank;
    at = end;
  }
  return (rankSum - (left.length * (left.length + 1)) / 2) / (left.length * right.length);
}
