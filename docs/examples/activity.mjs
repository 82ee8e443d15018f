// What happened with one's account, page by page, with the typed client.
//
//   node docs/examples/activity.mjs http://localhost:3000 ana@example.com      (PASSWORD in the environment)
//
// Needs Node.js 22.18 or later, which reads the client's TypeScript as it is; `npm run build` in client/ makes JavaScript for others.
import { createPorticoClient, isPorticoError } from "../../client/src/index.ts";

const [baseUrl = "http://localhost:3000", email = ""] = process.argv.slice(2);
const client = createPorticoClient({ baseUrl });

try {
  const { user } = await client.signIn({ email, password: process.env.PASSWORD ?? "" }, { retries: 1 });
  console.log(`Signed in as ${user.email}`);
  let cursor;
  do {
    const { data, meta } = await client.request("GET", "/api/v1/users/me/login-activity", { query: { limit: 2, cursor } });
    for (const { occurred_at, summary, device } of data) console.log(`${occurred_at}  ${summary}  ${device}`);
    cursor = meta.next_cursor ?? undefined;
  } while (cursor);
  await client.signOut();
  console.log("Signed out");
} catch (error) {
  if (!isPorticoError(error)) throw error;
  console.error(`${error.message} (${error.type}${error.requestId ? `, request ${error.requestId}` : ""})`);
  process.exitCode = 1;
}
