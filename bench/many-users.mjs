import { withClient } from "../scripts/database/connect.mjs";

const FIRST = "Ana Bea Cem Dora Emil Fay Gus Hana Ivo Jana Kai Lena Milo Nora Omar Pia Quin Rosa Sami Tara Udo Vera Wim Xenia Yara Zoe";
const LAST =
  "Abel Brandt Cohen Diaz Eriksen Fischer Garcia Hansen Ito Jansen Kowalski Larsen Moreau Novak Okafor Petrov Rossi Silva Tanaka";

const array = (words) => `'{${words.split(" ").join(",")}}'::text[]`;

/**
 * Fills `users` up to `count` accounts with the password of `model`, who becomes an administrator. Indexes are taken away
 * meanwhile and made anew, which is several times as quick.
 */
export async function addUsers(url, count, model) {
  await withClient(url, async (client) => {
    const { rows: indexes } = await client.query(
      `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'users' AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    );
    for (const { indexname } of indexes) await client.query(`DROP INDEX "${indexname}"`);
    await client.query(`UPDATE users SET role = 'admin' WHERE email = $1`, [model]);
    await client.query(
      `INSERT INTO users (id, email, email_verified, username, name, password_hash, role, created_at, updated_at)
       SELECT (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
              'person' || n || '@people.example', now(), 'person' || n,
              (${array(FIRST)})[1 + n % 26] || ' ' || (${array(LAST)})[1 + (n / 26) % 19] || ' ' || n,
              model.password_hash, CASE WHEN n <= 60 THEN 'admin' WHEN n % 50 = 0 THEN 'guest' ELSE 'user' END::"PlatformRole",
              now(), now()
         FROM generate_series(1, $1::int - 1) AS n, users AS model WHERE model.email = $2`,
      [count, model],
    );
    for (const { indexdef } of indexes) await client.query(indexdef);
    await client.query("VACUUM ANALYZE users");
  });
}
