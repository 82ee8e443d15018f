/**
 * Does `one` for 0 … `count`-1, at most `atOnce` at a time. Resolves to the results in order; null stands for one
 * that threw, as a request does when the other side is killed.
 */
export async function crowd<Result>(count: number, atOnce: number, one: (at: number) => Promise<Result>): Promise<(Result | null)[]> {
  const results: (Result | null)[] = Array.from({ length: count }, () => null);
  let next = 0;
  const person = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) results[at] = await one(at).catch(() => null);
  };
  await Promise.all(Array.from({ length: atOnce }, person));
  return results;
}

/** Resolves when `reach` was called `count` times. */
export function milestone(count: number): { reach: () => void; reached: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  const reach = () => {
    left -= 1;
    if (left === 0) resolve();
  };
  return { reach, reached: promise };
}
