import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { explain, explainAll } from "@/lib/organizations/explanation";
import { createInvitation } from "@/lib/organizations/invitations";
import { readLogo, removeLogo, setLogo } from "@/lib/organizations/logo";
import { getOrganization } from "@/lib/organizations/organizations";
import { getOverview } from "@/lib/organizations/overview";
import { createRole } from "@/lib/organizations/roles";
import { anonymous, newOrganization, newPerson, outcomeOf, outcomesOf } from "@/test/organization";

let owner: SessionActor;
let member: SessionActor;
let stranger: SessionActor;
let organization_id: string;

beforeEach(async () => {
  [owner, member, stranger] = await Promise.all([newPerson("Olga"), newPerson("Mia"), newPerson("Sven")]);
  organization_id = await newOrganization({ owner, member });
});

describe("the overview", () => {
  it("counts for whoever may see, and names the owners to everybody", async () => {
    const owners = [{ user_id: owner.userId, full_name: "Olga", email: owner.email }];
    expect(await getOverview(owner, { organization_id })).toEqual({
      ...{ members: 2, open_invitations: 0, roles: 0, units: 0 },
      next_steps: ["role", "policy"],
      owners,
    });
    expect(await getOverview(member, { organization_id })).toEqual({
      ...{ members: null, open_invitations: null, roles: null, units: null },
      next_steps: [],
      owners,
    });
    expect(await outcomesOf([getOverview(stranger, { organization_id }), getOverview(anonymous, { organization_id })])).toEqual([
      "NOT_FOUND",
      "UNAUTHENTICATED",
    ]);
  });

  it("forgets a next step when it is done", async () => {
    const alone = await newOrganization({ owner: stranger });
    const steps = async () => (await getOverview(stranger, { organization_id: alone })).next_steps;
    expect(await steps()).toEqual(["invite", "role", "policy"]);
    await createInvitation(stranger, { organization_id: alone, email: "guest@example.test", role: "member", unit_id: null });
    await createRole(stranger, { organization_id: alone, name: "Trainer", description: "", permissions: [] });
    expect(await steps()).toEqual(["policy"]);
    expect(await getOverview(stranger, { organization_id: alone })).toMatchObject({ open_invitations: 1, roles: 1 });
  });
});

describe("the logo", () => {
  const picture = async (format: "png" | "jpeg" | "webp" | "gif") =>
    (
      await sharp({ create: { width: 40, height: 20, channels: 3, background: "teal" } })
        .toFormat(format)
        .toBuffer()
    ).toString("base64");

  it.each(["png", "jpeg", "webp"] as const)("is made anew of a %s as a square, and has another address when it changes", async (format) => {
    const { logo } = await setLogo(owner, { organization_id, logo: await picture(format) });
    expect(await getOrganization(member, { organization_id })).toMatchObject({ logo });
    const stored = await readLogo(member, organization_id);
    expect(logo).toContain(stored?.digest.slice(0, 16));
    expect(await sharp(stored?.bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });
  });

  it("is refused when its bytes are something else, whatever it is called", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').toString("base64");
    for (const logo of [svg, await picture("gif"), `data:image/png;base64,${svg}`, "AAAA", (await picture("png")).slice(0, 80)]) {
      expect(await outcomeOf(setLogo(owner, { organization_id, logo }))).toBe("VALIDATION_ERROR");
    }
    expect(await db.organizationLogo.count({ where: { organizationId: organization_id } })).toBe(0);
  });

  it("is set by whoever may change the organization, and seen by members and the invited", async () => {
    const logo = await picture("png");
    expect(await outcomesOf([setLogo(member, { organization_id, logo }), setLogo(stranger, { organization_id, logo })])).toEqual([
      "FORBIDDEN",
      "NOT_FOUND",
    ]);
    await setLogo(owner, { organization_id, logo });
    expect(await outcomesOf([readLogo(stranger, organization_id), readLogo(anonymous, organization_id)])).toEqual([
      "NOT_FOUND",
      "UNAUTHENTICATED",
    ]);
    await createInvitation(owner, { organization_id, email: stranger.email, role: "member", unit_id: null });
    expect(await readLogo(stranger, organization_id)).not.toBeNull();
    expect(await outcomeOf(removeLogo(member, { organization_id }))).toBe("FORBIDDEN");
    expect(await removeLogo(owner, { organization_id })).toEqual({ logo: null });
    expect(await readLogo(member, organization_id)).toBeNull();
  });
});

it("what is explained of everything is what is explained of each", async () => {
  const { items } = await explainAll(owner, { organization_id, user_id: member.userId });
  for (const item of items) {
    expect(item).toEqual(await explain(owner, { organization_id, user_id: member.userId, permission: item.permission }));
  }
  expect(items.filter(({ allowed }) => allowed).map(({ permission }) => permission)).toEqual(["organization.read"]);
  expect(await outcomeOf(explainAll(member, { organization_id, user_id: owner.userId }))).toBe("FORBIDDEN");
});
