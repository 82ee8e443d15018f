/**
 * Makes `create()` run once in this process, however many bundles hold a copy of the calling module
 * (the framework's, the server's, and a new one at every hot reload).
 */
export function processSingleton<T extends object>(name: string, create: () => T): T {
  const key = Symbol.for(`portico.${name}`);
  const existing: T | undefined = Reflect.get(globalThis, key);
  if (existing) return existing;
  const made = create();
  Reflect.set(globalThis, key, made);
  return made;
}
