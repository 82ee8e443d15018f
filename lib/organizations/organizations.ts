import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { randomCode } from "@/lib/crypto";
import { db, isUniqueViolation } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { changeAccess } from "@/lib/organizations/change-access";
import type {
  createOrganizationContract,
  getOrganizationContract,
  OrganizationView,
  updateOrganizationContract,
} from "@/lib/organizations/organizations.schema";
import { viewOf } from "@/lib/organizations/views";
import type { AssertUnchanged } from "@/lib/precondition";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const taken = () => conflict("This short name is taken. Choose another.", "slug");

/** Makes an organization whose first owner is the actor. @throws AppError FORBIDDEN for guests, CONFLICT beside `slug`, RATE_LIMITED. */
export async function createOrganization(
  actor: Actor,
  input: z.output<typeof createOrganizationContract.input>,
): Promise<OrganizationView> {
  authorize(actor, "platform.organizations.create");
  const { userId } = requireUser(actor);
  await limit("organization.create", userId);
  try {
    const id = await insert(actor, userId, { name: input.name, slug: input.slug ?? (await freeSlug(input.name)) });
    return getOrganization(actor, { organization_id: id });
  } catch (error) {
    if (!isUniqueViolation(error, "slug")) throw error;
    if (input.slug !== undefined) throw taken();
  }
  // Somebody was quicker with the slug that was made of the name: nobody asked for that one.
  const id = await insert(actor, userId, { name: input.name, slug: numbered(slugBase(input.name)) });
  return getOrganization(actor, { organization_id: id });
}

async function insert(actor: Actor, userId: string, { name, slug }: { name: string; slug: string }): Promise<string> {
  return db.$transaction(async (tx) => {
    const made = await tx.organization.create({ data: { name, slug }, select: { id: true } });
    await tx.membership.create({ data: { organizationId: made.id, userId, role: "owner" }, select: { id: true } });
    await audit(tx, actor, {
      action: "organization.created",
      scope: made.id,
      target: { type: "organization", id: made.id },
      details: { name, slug },
    });
    return made.id;
  });
}

function slugBase(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return plain.length >= 3 ? plain : `org-${plain}`.replace(/-$/, "");
}

const numbered = (base: string): string => `${base}-${randomCode(6)}`;

/** A slug made of the name, with a number behind it where another has it. */
async function freeSlug(name: string): Promise<string> {
  const base = slugBase(name);
  const taker = await db.organization.findUnique({ where: { slug: base }, select: { id: true } });
  return taker ? numbered(base) : base;
}

/** The id of the organization that a caller names by id or slug; one that nobody has where there is none. */
async function idOf(named: string): Promise<string> {
  if (UUID.test(named)) return named;
  const found = await db.organization.findUnique({ where: { slug: named }, select: { id: true } });
  if (!found) throw notFound("There is no such organization.");
  return found.id;
}

/**
 * An organization with what the actor may do there. Owners also see one that was deleted, to restore it.
 * @throws AppError NOT_FOUND for one that the actor does not belong to.
 */
export async function getOrganization(actor: Actor, input: z.output<typeof getOrganizationContract.input>): Promise<OrganizationView> {
  requireCaller(actor);
  const organizationId = await idOf(input.organization_id);
  const access = await readableAccess(actor, organizationId);
  const row = await db.organization.findUnique({ where: { id: organizationId } });
  if (!row) throw notFound("There is no such organization.");
  return viewOf(row, access);
}

/** The signed-out are told to sign in before anything is looked up. */
function requireCaller(actor: Actor): void {
  if (actor.kind !== "system") requireUser(actor);
}

async function readableAccess(actor: Actor, organizationId: string) {
  const access = await authorize(actor, "organization.read", { organizationId, state: "deleted" });
  if (access.organization.deletedAt === null) return access;
  const mayRestore = access.as === "operator" || access.grants.some(({ permissions }) => permissions.includes("organization.delete"));
  if (!mayRestore) throw notFound("There is no such organization.");
  return access;
}

/**
 * Changes what is given and leaves the rest. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT beside `slug`; what
 * `assertUnchanged` throws.
 */
export async function updateOrganization(
  actor: Actor,
  input: z.output<typeof updateOrganizationContract.input>,
  assertUnchanged?: AssertUnchanged,
): Promise<OrganizationView> {
  const { organization_id: organizationId, name, slug, settings } = input;
  const data = {
    ...(name === undefined ? {} : { name }),
    ...(slug === undefined ? {} : { slug }),
    ...(settings === undefined ? {} : { settings }),
  };
  try {
    return await changeAccess(actor, "organization.update", { organizationId }, async (tx, access) => {
      assertUnchanged?.(viewOf(await tx.organization.findUniqueOrThrow({ where: { id: organizationId } }), access));
      const after = await tx.organization.update({ where: { id: organizationId }, data });
      await audit(tx, actor, {
        action: "organization.updated",
        scope: organizationId,
        target: { type: "organization", id: organizationId },
        details: {
          fields: Object.keys(data),
          ...(name === undefined ? {} : { name }),
          ...(slug === undefined ? {} : { slug, former_slug: access.organization.slug }),
        },
      });
      return viewOf(after, access);
    });
  } catch (error) {
    if (isUniqueViolation(error, "slug")) throw taken();
    throw error;
  }
}
