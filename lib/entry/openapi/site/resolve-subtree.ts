/**
 * A part of the document with its references in place: what the console shows when an operation is opened. Its own way reads the whole
 * document anew for each, two seconds of a browser's time; ours refers to nothing outside of itself, so that a look is enough. It is sent
 * to the page as text, and uses nothing from around it.
 * @param path the keys that lead to the part.
 * @see https://github.com/swagger-api/swagger-ui/blob/master/docs/customization/plug-points.md
 */
export function resolveSubtree(document: unknown, path: string[]): { spec: unknown; errors: never[] } {
  const step = (node: unknown, key: string): unknown =>
    typeof node === "object" && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
  /** @param within the references that led here: one that leads back into itself stays. */
  const resolve = (node: unknown, within: string[]): unknown => {
    if (Array.isArray(node)) return node.map((one) => resolve(one, within));
    if (typeof node !== "object" || node === null) return node;
    const ref = step(node, "$ref");
    if (typeof ref !== "string" || !ref.startsWith("#/")) {
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value, within)]));
    }
    if (within.includes(ref)) return node;
    const keys = ref.slice(2).split("/");
    const target = keys.map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~")).reduce(step, document);
    const { $ref: _ref, ...beside } = { ...node, $ref: ref };
    // By this the console names a schema that has no title.
    return resolve({ ...Object(target), ...beside, $$ref: ref }, [...within, ref]);
  };
  return { spec: resolve(path.reduce(step, document), []), errors: [] };
}
