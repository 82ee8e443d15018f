import { asksOf, type DoorPolicy, methodsOf, PROVIDER_OF_METHOD } from "@/lib/access/policy";
import { db, Prisma } from "@/lib/db";
import type { NotComplying } from "@/lib/organizations/compliance.schema";

interface MemberRow {
  membership_id: string;
  user_id: string;
  email: string;
  name: string | null;
  has_password: boolean;
  second_factor: boolean;
  has_passkey: boolean;
  password_presets: string[];
  providers: string[];
}

interface ChunkRow {
  last: string;
  seen: number;
  members: MemberRow[] | null;
}

/** Members that one statement looks at: some tenths of a second, whoever complies. */
const CHUNK = 5_000;

/**
 * Up to `limit` active members whom a policy keeps out once it is enforced: none of the ways in which they can sign in is
 * enough, or they have no second factor or passkey where one is asked for. Who has no password yet will choose one that is; administrators of the platform are never kept out.
 * @param after the membership to go on behind; null begins.
 */
export async function findNotComplying(
  organizationId: string,
  policy: DoorPolicy,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ membershipId: string; member: NotComplying }[]> {
  const found: MemberRow[] = [];
  let behind = after;
  while (found.length < limit && asksForAnything(policy)) {
    const [chunk] = await readChunk(organizationId, policy, behind, limit - found.length);
    found.push(...(chunk?.members ?? []));
    if (!chunk || chunk.seen < CHUNK) break;
    behind = chunk.last;
  }
  return found.map((row) => ({
    membershipId: row.membership_id,
    member: { user_id: row.user_id, email: row.email, full_name: row.name, asks: asksOf(policy, proofOf(row)) },
  }));
}

const asksForAnything = (policy: DoorPolicy): boolean =>
  policy.password_policy !== null || policy.allowed_methods !== null || policy.require_second_factor || policy.require_passkey;

const proofOf = (row: MemberRow) => ({
  methods: [
    ...methodsOf({
      amr: [...(row.has_password ? ["pwd"] : []), ...(row.second_factor ? ["mfa"] : []), ...(row.has_passkey ? ["swk"] : [])],
    }),
    ...row.providers.flatMap((provider) => methodsOf({ amr: ["fed"], provider })),
  ],
  passwordPresets: row.password_presets,
});

const readChunk = (organizationId: string, policy: DoorPolicy, after: string | null, limit: number) => db.$queryRaw<ChunkRow[]>`
  WITH chunk AS MATERIALIZED (
    SELECT m.id, m.user_id, m.email, m.status, m.ends_at FROM memberships m
     WHERE m.organization_id = ${organizationId}::uuid ${after ? Prisma.sql`AND m.id > ${after}::uuid` : Prisma.empty}
     ORDER BY m.id LIMIT ${CHUNK}
  ), hit AS (
    SELECT c.id AS membership_id, c.user_id, c.email, u.name, u.password_hash IS NOT NULL AS has_password, u.password_presets, u.second_factor,
           ${HAS_PASSKEY} AS has_passkey,
           ARRAY(SELECT a.provider FROM accounts a WHERE a.user_id = u.id ORDER BY 1) AS providers
      FROM chunk c JOIN users u ON u.id = c.user_id
     WHERE c.status = 'active' AND (c.ends_at IS NULL OR c.ends_at > now()) AND u.is_active AND u.role <> 'admin'
       AND (${policy.require_passkey}::boolean AND NOT ${HAS_PASSKEY}
            OR ${policy.require_second_factor}::boolean AND NOT u.second_factor AND NOT ${HAS_PASSKEY}
            OR NOT (${passwordIsEnough(policy)}) AND NOT (${passkeyIsEnough(policy)})
               AND NOT EXISTS (SELECT FROM accounts a WHERE a.user_id = u.id AND ${providerIsEnough(policy)}))
     ORDER BY c.id LIMIT ${limit}
  )
  SELECT (SELECT id::text FROM chunk ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM chunk) AS seen,
         (SELECT json_agg(hit ORDER BY hit.membership_id) FROM hit) AS members`;

const HAS_PASSKEY = Prisma.sql`EXISTS (SELECT FROM passkeys k WHERE k.user_id = u.id)`;

const passkeyIsEnough = ({ allowed_methods: allowed }: DoorPolicy): Prisma.Sql =>
  allowed === null || allowed.includes("passkey") ? HAS_PASSKEY : Prisma.sql`false`;

function passwordIsEnough({ password_policy: preset, allowed_methods: allowed }: DoorPolicy): Prisma.Sql {
  if (allowed !== null && !allowed.includes("password")) return Prisma.sql`false`;
  return preset === null ? Prisma.sql`true` : Prisma.sql`u.password_hash IS NULL OR ${preset} = ANY(u.password_presets)`;
}

function providerIsEnough({ allowed_methods: allowed }: DoorPolicy): Prisma.Sql {
  if (allowed === null) return Prisma.sql`true`;
  const named = Object.values(PROVIDER_OF_METHOD);
  const wanted = Object.entries(PROVIDER_OF_METHOD).flatMap(([method, provider]) =>
    allowed.some((one) => one === method) ? [provider] : [],
  );
  const other = allowed.includes("sso") ? Prisma.sql`OR a.provider <> ALL(${named}::text[])` : Prisma.empty;
  return Prisma.sql`(a.provider = ANY(${wanted}::text[]) ${other})`;
}
