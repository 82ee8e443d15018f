import { withClient } from "./connect.mjs";

/**
 * Makes the role `portico` (no superuser) and the database it owns, where they are missing.
 * Safe to call at every start.
 */
export async function ensurePortalDatabase(cluster) {
  await withClient(cluster.url("postgres"), async (client) => {
    const { rows } = await client.query(
      "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portico') AS role, EXISTS (SELECT FROM pg_database WHERE datname = 'portico') AS database",
    );
    if (!rows[0].role) await client.query(`CREATE ROLE portico LOGIN PASSWORD '${cluster.rolePassword()}'`);
    if (!rows[0].database) await client.query("CREATE DATABASE portico OWNER portico");
  });
}
