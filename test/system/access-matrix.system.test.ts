import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { CALLER_NAMES, type Caller, factsOf } from "../access-matrix/callers";
import { addressOf, askEndpoint, callAction, openPage, type Tried, type Visitor } from "../access-matrix/doors";
import { foreignInputs, unasked } from "../access-matrix/forgeries";
import { PAGES } from "../access-matrix/pages";
import { type Door, expectedAtFence, expectedOf, expectedOfPage, type Outcome } from "../access-matrix/rules";
import { HUSHED, placeFor, type Scene, sceneOf, scenesFor } from "../access-matrix/scenes";
import { changedTables, tenantState, wholeState } from "../access-matrix/state";
import { USES } from "../access-matrix/table";
import { actionsOf, type Here, takesProof, type Use } from "../access-matrix/use";
import { crowd } from "../resilience/crowd";
import { queueIsDone } from "./inbox";
import { addPerson, openSession, type Person } from "./people";
import { type Portal, startPortal } from "./portal";
import { type ServerAction, serverActions } from "./server-actions";
import { buildWithoutMiddleware } from "./without-middleware";

const [fenced, open] = await Promise.all([startPortal(), startPortal({ env: { PORTICO_BUILD_DIR: buildWithoutMiddleware() } })]);
const PORTALS = { "with the middleware": fenced, "with the middleware removed": open };
/** A limit for what hangs: thousands of requests take a minute on a machine that does nothing else. */
const PATIENCE_MS = 300_000;
/** Requests at once. */
const AT_ONCE = 16;

/** One cell of the table, at one door. */
interface Cell {
  name: string;
  caller: Caller;
  door: Door;
  expected: Outcome;
  /** For actions: the page that they are called at, and what that page answers this caller. */
  fence: Outcome;
  use: Use | null;
  tryIn(
    portal: Portal,
    scene: Scene,
    input?: { here?: Here; more?: Record<string, unknown>; instead?: Record<string, unknown> },
  ): Promise<Tried>;
}

let keeper: Person;
const accounts = new Map<Caller, Person & Visitor>();
let scene: Scene;
let foreign: Scene;

function people(caller: Caller): Person & Visitor {
  const found = accounts.get(caller);
  if (!found) throw new Error(`There is no ${caller} yet`);
  return found;
}

async function arrive(caller: Caller): Promise<void> {
  const { platform } = factsOf(caller);
  const person = await addPerson({ role: platform ?? "user" });
  const { cookies } = await openSession(fenced, person);
  const cookie = platform === null ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  accounts.set(caller, { ...person, cookie });
}

beforeAll(async () => {
  keeper = await addPerson();
  await Promise.all(CALLER_NAMES.map(arrive));
  scene = await sceneOf(keeper, CALLER_NAMES, people);
  foreign = await sceneOf(people("foreigner"), [], people);
});

const actions = serverActions();

/** Whoever owns an organization gets past the fence in front of its pages, with whatever input. */
const isElsewhere = (caller: Caller, { path }: ServerAction) => caller === "foreigner" && path.startsWith("/orgs");

function cellsOf(caller: Caller): Cell[] {
  const pages = PAGES.map((page): Cell => {
    const expected = expectedOfPage(page, caller);
    return {
      ...{ name: page.page, caller, door: "page", expected, fence: expected, use: null },
      tryIn: (portal, at) => openPage(portal, people(caller), addressOf(page.page, placeFor(at, caller))),
    };
  });
  const uses = USES.flatMap((use): Cell[] => {
    const expected = expectedOf(use, caller);
    const inputFor = (at: Scene, given: Parameters<Cell["tryIn"]>[2]) =>
      given?.instead ?? use.input?.(given?.here ?? placeFor(at, caller)) ?? {};
    const { endpoint } = use;
    const called = actions.filter(({ name }) => actionsOf(use).includes(name));
    return [
      ...(endpoint
        ? [
            {
              ...{ name: endpoint, caller, door: "endpoint" as const, expected, fence: "yes" as const, use },
              tryIn: (portal: Portal, at: Scene, given: Parameters<Cell["tryIn"]>[2]) =>
                askEndpoint(portal, people(caller), endpoint, inputFor(at, given), given?.more),
            },
          ]
        : []),
      ...called.map((action) => ({
        ...{ name: action.name, caller, door: "action" as const, expected, use },
        fence: isElsewhere(caller, action) ? ("yes" as const) : expectedAtFence(action.path, PAGES, caller),
        tryIn: (portal: Portal, at: Scene, given: Parameters<Cell["tryIn"]>[2]) =>
          callAction(
            portal,
            people(caller),
            { action, at: addressOf(action.path, (isElsewhere(caller, action) ? foreign : at).unit) },
            { ...given?.more, ...inputFor(at, given) },
          ),
      })),
    ];
  });
  return [...pages, ...uses];
}

const cells = CALLER_NAMES.flatMap(cellsOf);
const isAllowed = ({ expected }: Cell) => expected === "yes";
/** The middleware hides the page that the action is called at. */
const isFencedOff = ({ door, fence }: Cell) => door === "action" && fence !== "yes";

/** Tries all, some at once. @returns a sentence for each that came out otherwise than `expect` says. */
async function tryAll<Try>(tries: readonly Try[], one: (tried: Try, at: number) => Promise<string[]>): Promise<string[]> {
  const found = await crowd(tries.length, AT_ONCE, async (at) => {
    const tried = tries[at];
    return tried ? one(tried, at).catch((error: unknown) => [String(error)]) : [];
  });
  return found.flatMap((sentences) => sentences ?? []);
}

const label = ({ door, name, caller }: Cell) => `${door} ${name} as ${factsOf(caller).head}`;

describe.each(Object.entries(PORTALS))("%s", (variant, portal) => {
  const isFenced = portal === fenced;

  test("the middleware is there, or not", async () => {
    const { headers } = await portal.request(`/orgs/${scene.unit.slug}/members`);
    expect(headers.location, variant).toMatch(isFenced ? /login\?callbackUrl=/ : /login\?notice=session-ended/);
  });

  test(
    "every refusal of the table is as documented, tells nothing and changes nothing",
    async () => {
      const refused = cells.filter((cell) => !isAllowed(cell) || (isFenced && isFencedOff(cell)));
      expect(refused.length).toBeGreaterThan(400);
      const before = await wholeState();
      const findings = await tryAll(refused, async (cell) => {
        const { outcome, answer } = await cell.tryIn(portal, scene);
        const expected = isFenced && isFencedOff(cell) ? cell.fence : cell.expected;
        const told = answer.text.includes(HUSHED) ? [`${label(cell)} tells what is there`] : [];
        return outcome === expected ? told : [...told, `${label(cell)} is ${outcome}, not ${expected}`];
      });
      expect(findings).toEqual([]);
      expect(changedTables(before, await wholeState())).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "an id of another organization in any parameter is not there, for its own owner and for operators, and changes nothing",
    async () => {
      const before = await wholeState();
      const forged = cells
        .filter(({ caller, use }) => use?.input && (caller === "foreigner" || caller === "operator"))
        .flatMap((cell) => foreignInputs(cell.use, foreign.unit, scene.unit).map((forgery) => ({ cell, ...forgery })));
      expect(forged.length).toBeGreaterThan(40);
      const findings = await tryAll(forged, async ({ cell, name, input, expected }) => {
        const { outcome } = await cell.tryIn(portal, foreign, { instead: input });
        if (cell.caller === "operator" && cell.use?.operatorsMayName?.includes(name)) return [];
        return outcome === expected ? [] : [`${label(cell)} with a foreign ${name} is ${outcome}, not ${expected}`];
      });
      expect(findings).toEqual([]);
      expect(changedTables(before, await wholeState())).toEqual([]);
    },
    PATIENCE_MS,
  );
});

/** A browser of the same account, whose proof was given too long ago. */
async function stale(caller: Caller): Promise<Visitor> {
  const { id, cookies } = await openSession(open, people(caller));
  await db.session.update({ where: { id }, data: { authTime: new Date(Date.now() - 601_000) }, select: { id: true } });
  return { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
}

test("whatever administrators change, and what changes who rules, is refused at every door without a fresh proof, and changes nothing", async () => {
  const asked = USES.filter(takesProof);
  expect(asked.length).toBeGreaterThan(15);
  const visitors = { operator: await stale("operator"), owner: await stale("owner") };
  const before = await wholeState();
  const findings = await tryAll(asked, async (use) => {
    const visitor = "on" in use.rule ? visitors.operator : visitors.owner;
    const input = use.input?.(scene.unit) ?? {};
    const tried = [
      ...(use.endpoint ? [await askEndpoint(open, visitor, use.endpoint, input)] : []),
      ...(await Promise.all(
        actions
          .filter(({ name }) => actionsOf(use).includes(name))
          .map((action) => callAction(open, visitor, { action, at: addressOf(action.path, scene.unit) }, input)),
      )),
    ];
    return tried.flatMap(({ answer, outcome }) =>
      answer.text.includes("STEP_UP_REQUIRED") ? [] : [`${use.what} is ${outcome}: ${answer.text.slice(0, 200)}`],
    );
  });
  expect(findings).toEqual([]);
  expect(changedTables(before, await wholeState())).toEqual([]);
});

test(
  "everybody is let in wherever the table says yes, each change leaves its audit rows and no other, and what nobody asked for has no effect",
  async () => {
    const allowed = cells.filter((cell) => isAllowed(cell) && !(cell.use?.isExclusive && cell.door === "action"));
    const own = await scenesFor(
      keeper,
      allowed.map(({ caller }) => caller),
      people,
    );
    const bystander = await tenantState(scene.unit.organization);
    const callers = () =>
      db.user.findMany({
        where: { id: { in: [...accounts.values()].map(({ id }) => id) } },
        select: { id: true, role: true, isActive: true, emailVerified: true },
        orderBy: { id: "asc" },
      });
    const before = await callers();
    const written = new Map<string, { cell: Cell; here: Here }>();
    const findings = await tryAll(allowed, async (cell, at) => {
      const mine = own[at];
      if (!mine) return [`${label(cell)} has no scene`];
      // Owners also send what nobody asked for.
      const more = cell.caller === "owner" ? unasked(cell.use, scene.unit) : {};
      const { outcome, answer } = await cell.tryIn(isFencedOff(cell) ? open : fenced, mine, { more });
      written.set(String(answer.headers["x-request-id"]), { cell, here: placeFor(mine, cell.caller) });
      const { answered } = cell.use ?? {};
      const asAnswered = answered && [answered.type, `status ${answered.status}`, answered.status].some((one) => one === outcome);
      return outcome === "yes" || asAnswered ? [] : [`${label(cell)} is ${outcome}: ${answer.text.slice(0, 300)}`];
    });
    expect(findings).toEqual([]);
    await queueIsDone();
    expect(await tenantState(scene.unit.organization)).toBe(bystander);
    expect(await callers()).toEqual(before);
    expect(
      await db.membership.count({
        where: { role: "owner", userId: { notIn: [keeper.id, ...[...accounts.values()].map(({ id }) => id)] } },
      }),
    ).toBe(0);

    const rows = await db.auditEvent.findMany({ where: { requestId: { in: [...written.keys()] } }, orderBy: { action: "asc" } });
    const unlike = [...written].flatMap(([requestId, { cell }]) => {
      const mine = rows.filter((row) => row.requestId === requestId);
      const expected = cell.use?.answered ? [] : (cell.use?.audit ?? []);
      const isRight =
        mine.map(({ action }) => action).join() === expected.join() &&
        mine.every(({ actorId, outcome }) => actorId === people(cell.caller).id && outcome === "success");
      return isRight
        ? []
        : [`${label(cell)} wrote ${mine.map(({ action, outcome }) => `${action} ${outcome}`).join()}, not ${expected.join()}`];
    });
    expect(unlike).toEqual([]);
  },
  PATIENCE_MS,
);
