import { withClient } from "../scripts/database/connect.mjs";

/** Ids that say what they are of: version 7 in form, in the order of `n`. */
const id = (kind, n) =>
  `(lpad(to_hex(1700000000000 + ${n}), 12, '0') || '7${kind}' || substr(md5('${kind}' || ${n}::text), 1, 2) || '8' || substr(md5('${kind}' || ${n}::text), 4, 15))::uuid`;

/** How many organizations somebody in very many belongs to. */
const MINE = 50;
const UNITS = 40;

/**
 * Fills one organization with every account there is, and adds `organizations` others beside it. `model` owns the large one and belongs
 * to fifty of the others. Triggers, foreign keys and indexes are away meanwhile. @returns what the bench asks for.
 */
export async function addOrganizations(url, organizations, model) {
  return withClient(url, async (client) => {
    const { rows: indexes } = await client.query(
      `SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('memberships', 'invitations')
          AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
    );
    await client.query("SET session_replication_role = replica");
    for (const { indexname } of indexes) await client.query(`DROP INDEX "${indexname}"`);
    await client.query(
      `INSERT INTO organizations (id, slug, name, updated_at)
       SELECT ${id("a", "n")}, 'organization-' || n, 'Organization ' || n, now() FROM generate_series(0, $1::int) AS n`,
      [organizations],
    );
    await client.query(
      `INSERT INTO units (id, organization_id, name, path, updated_at)
       SELECT ${id("b", "n")}, ${id("a", 0)}, 'Unit ' || n, ARRAY[${id("b", "n")}], now() FROM generate_series(1, ${UNITS}) AS n`,
    );
    await client.query(
      `INSERT INTO roles (id, organization_id, slug, name, permissions, updated_at)
       SELECT ${id("c", "n")}, ${id("a", 0)}, 'role-' || n, 'Role ' || n, '{members.read}', now() FROM generate_series(1, 10) AS n`,
    );
    // Every thousandth has one of ten roles, or is an admin; every hundredth is suspended; the membership of some is over.
    await client.query(
      `WITH people AS (SELECT u.*, row_number() OVER (ORDER BY id) AS n FROM users u)
       INSERT INTO memberships (id, organization_id, user_id, role, role_id, unit_id, status, ends_at, joined_at,
                                name_key, email, search, last_seen_at)
       SELECT ${id("d", "n")}, ${id("a", 0)}, id,
              CASE WHEN email = $1 THEN 'owner' WHEN n % 100 = 1 THEN 'admin' WHEN n % 100 = 2 THEN 'role-' || 1 + n / 100 % 10 ELSE 'member' END,
              CASE WHEN email <> $1 AND n % 100 = 2 THEN (SELECT r.id FROM roles r WHERE r.slug = 'role-' || 1 + n / 100 % 10) END,
              CASE WHEN email <> $1 AND n % 3 > 0 THEN ${id("b", `(1 + n % ${UNITS})`)} END,
              CASE WHEN email <> $1 AND n % 100 = 3 THEN 'suspended' ELSE 'active' END::"MembershipStatus",
              CASE WHEN email <> $1 AND n % 200 = 4 THEN now() - interval '1 day' END,
              now() - n * interval '7 seconds', membership_name_key(name, email), email, membership_search(name, username, email),
              now() - (n * 7919 % 1000000) * interval '11 seconds'
         FROM people`,
      [model],
    );
    await client.query(
      `INSERT INTO memberships (id, organization_id, user_id, role, name_key, email, search)
       SELECT ${id("e", "n")}, ${id("a", "n")}, u.id, 'owner', membership_name_key(u.name, u.email), u.email, u.email
         FROM (SELECT n, 1 + n % (SELECT count(*) - 1 FROM users) AS at FROM generate_series(1, $1::int) AS n) AS one
         JOIN (SELECT u.*, row_number() OVER (ORDER BY id) AS at FROM users u WHERE email <> $2) AS u USING (at)`,
      [organizations, model],
    );
    await client.query(
      `INSERT INTO memberships (id, organization_id, user_id, role, name_key, email, search)
       SELECT ${id("f", "n")}, ${id("a", `(n * ($1::int / ${MINE}))`)}, u.id, 'member', u.email, u.email, u.email
         FROM generate_series(1, ${MINE}) AS n, users u WHERE u.email = $2`,
      [organizations, model],
    );
    // One invitation for every five members, most of them accepted long ago.
    await client.query(
      `INSERT INTO invitations (id, organization_id, email, role, unit_id, invited_by_id, is_open, expires_at, accepted_at, revoked_at, created_at)
       SELECT ${id("9", "n")}, ${id("a", 0)}, 'invited' || n || '@people.example', 'member', ${id("b", `(1 + n % ${UNITS})`)}, u.id,
              CASE WHEN n % 100 < 2 THEN true END, now() + CASE WHEN n % 100 = 0 THEN interval '6 days' ELSE interval '-3 days' END,
              CASE WHEN n % 100 > 3 THEN now() - interval '4 days' END, CASE WHEN n % 100 IN (2, 3) THEN now() - interval '4 days' END,
              now() - interval '10 days'
         FROM generate_series(1, (SELECT count(*)::int / 5 FROM users)) AS n, users u WHERE u.email = $1`,
      [model],
    );
    for (const { indexdef } of indexes) await client.query(indexdef);
    for (const table of ["organizations", "memberships", "invitations", "units", "roles"]) await client.query(`VACUUM ANALYZE ${table}`);
    return places(client);
  });
}

/** What addresses name: the organization, a unit, cursors in the middle of lists, and somebody whose role is changed. */
async function places(client) {
  const one = async (sql) => (await client.query(sql)).rows[0];
  const { organization, unit } = await one(`SELECT ${id("a", 0)} AS organization, ${id("b", 7)} AS unit`);
  const middle = async (columns, table) => {
    const row = await one(
      `SELECT ${columns.map((column) => `${column}::text`).join(", ")} FROM ${table} WHERE organization_id = '${organization}'
        ORDER BY ${columns.join(", ")} OFFSET (SELECT count(*) / 2 FROM ${table} WHERE organization_id = '${organization}') LIMIT 1`,
    );
    return columns.map((column) => row[column]);
  };
  const cursor = (keys) => Buffer.from(JSON.stringify(keys)).toString("base64url");
  const { rows } = await client.query(
    `SELECT user_id FROM memberships WHERE organization_id = '${organization}' AND role = 'member' AND unit_id IS NULL ORDER BY name_key LIMIT 500`,
  );
  return {
    organization,
    unit,
    byName: cursor(await middle(["name_key", "id"], "memberships")),
    bySeen: cursor(await middle(["last_seen_at", "id"], "memberships")),
    byRole: cursor(await middle(["role", "name_key", "id"], "memberships")),
    invitation: (await middle(["id"], "invitations"))[0],
    plain: rows.map(({ user_id }) => user_id),
  };
}
