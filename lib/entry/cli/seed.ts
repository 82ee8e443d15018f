import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { tableLines } from "@/lib/entry/cli/table";
import { DEMO_ADMINISTRATOR, DEMO_ORGANIZATIONS, DEMO_PASSWORD } from "@/lib/entry/demo/plan";
import { seedDemo } from "@/lib/entry/demo/seed";
import { env } from "@/lib/env";

const SIGN_INS = [
  { as: "administrator of the platform", email: DEMO_ADMINISTRATOR.email, name: DEMO_ADMINISTRATOR.name, organization: null },
  ...DEMO_ORGANIZATIONS.flatMap(({ slug, domain, signIns }) =>
    signIns.map(({ as, local, name }) => ({ as, email: `${local}@${domain}`, name, organization: slug })),
  ),
];

/** `portico seed` */
export const seed = defineCommand({
  description: [
    "Two organizations with units, roles, 250 members, invitations and half a year of history, and a sign-in for each role. Everybody in it",
    "has the same password, which everybody knows: it is refused where APP_URL is not a loopback address. Run again it says what is there.",
  ],
  options: {
    force: {
      type: "boolean",
      multiple: true,
      description: "Given twice (--force --force): also where others can reach the portal, and sign in as its administrator.",
    },
  },
  async run({ values, actor }) {
    if (!env.isLoopback && (values.force?.length ?? 0) < 2) {
      throw new UsageError(
        `${env.APP_URL} can be reached by others, and everybody knows the password of the demonstration, of an administrator too. If that is what you want, say --force --force.`,
      );
    }
    const demo = await seedDemo(actor, new Date());
    const organizations = DEMO_ORGANIZATIONS.map(({ slug, name, members }) => ({ slug, name, members }));
    const [first, second] = organizations.map(({ name, members }) => `${name} (${members} members)`);
    const day = demo.seeded_at.slice(0, 10);
    return {
      data: { ...demo, app_url: env.APP_URL, password: DEMO_PASSWORD, organizations, sign_ins: SIGN_INS },
      lines: [
        demo.status === "made"
          ? `Made ${first} and ${second}, with ${demo.events.toLocaleString("en")} events of half a year.`
          : `The demonstration was made on ${day}: ${first} and ${second}. Nothing was changed.`,
        "",
        `Sign in at ${env.APP_URL}/login with the password: ${DEMO_PASSWORD}`,
        "",
        ...tableLines(
          ["AS", "ADDRESS", "NAME", "ORGANIZATION"],
          SIGN_INS.map(({ as, email, name, organization }) => [as, email, name, organization]),
        ),
      ],
    };
  },
});
