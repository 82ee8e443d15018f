/**
 * How failures slow down: `free` of them cost nothing; from then on the next attempt has to wait, `firstSeconds` at first and twice as
 * long each time, up to `mostSeconds`. One failure is forgotten every `forgetSeconds`.
 */
export interface Brake {
  free: number;
  firstSeconds: number;
  mostSeconds: number;
  forgetSeconds: number;
}

/**
 * Every brake there is, by name. What follows the dot says whose it is: an account as it was typed, whether or not there is one; or the
 * network around an address (`wideNetworkOf`). docs/configuration.md shows this table.
 */
export const BRAKES = {
  // A hundred guesses in the first day, fewer than a hundred in each that follows (NIST SP 800-63B-4 §3.2.2).
  "signin.account": { free: 5, firstSeconds: 4, mostSeconds: 900, forgetSeconds: 1800 },
  // Behind one network sit many people who mistype: their mistakes are forgotten quickly.
  "signin.network": { free: 100, firstSeconds: 1, mostSeconds: 900, forgetSeconds: 30 },
} as const satisfies Record<string, Brake>;

export type BrakeName = keyof typeof BRAKES;

/** Every brake's name, in the order of the table. */
export const BRAKE_NAMES: readonly BrakeName[] = Object.keys(BRAKES).filter((name): name is BrakeName => Object.hasOwn(BRAKES, name));
