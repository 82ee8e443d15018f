import { API_BASE } from "@/lib/entry/openapi/api-base";
import { OPERATIONS } from "@/lib/entry/openapi/operations/all";
import { exampleRequest } from "@/lib/entry/openapi/requests";
import { answerCheck } from "@/test/documented-answers";
import { expect, joinAndSignIn, newPerson, test } from "./portal";

/** What the examples would do to the person who sends them comes last; the administrators' are refused, which is documented too. */
const ends = (id: string): number => ["revokeSession", "revokeOtherSessions", "logOut"].indexOf(id);
const inOrder = OPERATIONS.toSorted((a, b) => ends(a.id) - ends(b.id));

for (const who of ["nobody", "somebody signed in"]) {
  test(`every documented example is answered as documented, sent by ${who}`, async ({ page, playwright, baseURL }) => {
    const headers: Record<string, string> = {};
    if (who !== "nobody") {
      const person = newPerson();
      await joinAndSignIn(page, person);
      // A context of its own: the page's cookie would ask for an Origin.
      const stranger = await playwright.request.newContext({ baseURL: baseURL ?? "" });
      const answer = await stranger.post(`${API_BASE}/auth/login`, { data: { email: person.email, password: person.password } });
      const { data }: { data: { access_token: string } } = await answer.json();
      await stranger.dispose();
      headers.authorization = `Bearer ${data.access_token}`;
    }
    const program = await playwright.request.newContext({ baseURL: baseURL ?? "", extraHTTPHeaders: headers });
    const check = answerCheck(await (await program.get("/api/openapi.json")).json());
    const wrong: string[] = [];
    for (const operation of inOrder) {
      const { path, query, body } = exampleRequest(operation);
      const template = API_BASE + operation.path;
      const address = template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(path[name])));
      const answer = await program.fetch(address, {
        method: operation.method,
        params: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
        ...(body ? (operation.wire === "oauth_form" ? { form: strings(body) } : { data: body }) : {}),
      });
      const { "x-request-id": id, "x-process-time": time } = answer.headers();
      if (!id || !/^\d+\.\d{4}$/.test(time ?? "")) wrong.push(`${operation.id}: headers`);
      if (answer.status() >= 500) wrong.push(`${operation.id}: ${answer.status()}`);
      const found = check({ method: operation.method, path: template }, answer.status(), await answer.json());
      wrong.push(...found.map((finding) => `${operation.id} ${answer.status()}: ${finding}`));
    }
    await program.dispose();
    expect(wrong).toEqual([]);
  });
}

const strings = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
