// Who may import whom (docs/testing.md says how it is checked). The name of a rule is the sentence that is
// shown when it is broken. Imports only ever point down.

const TEST = "\\.test\\.tsx?$";
const DOMAINS = "accounts|signin|factors|passkeys|sessions|organizations|tokens|apps|federation|scim|webhooks|contact|statistics";
const EFFECTS = "audit|challenges|exports|mail|limits|queue|passwords|sms";

/** The only imports from one domain to another; together they must stay without a cycle. */
const DOMAIN_TO_DOMAIN = [
  ["signin", "sessions"],
  ["signin", "accounts"],
  ["signin", "tokens"],
  ["signin", "factors"],
  ["signin", "passkeys"],
  ["passkeys", "accounts"],
  ["passkeys", "sessions"],
  ["factors", "accounts"],
  ["factors", "sessions"],
  ["tokens", "sessions"],
  ["accounts", "sessions"],
  ["accounts", "organizations"],
  ["organizations", "sessions"],
  ["contact", "accounts"],
];

const sentence = (text) => text.replaceAll(" ", "-");
const rule = (name, from, to) => ({ name: sentence(name), severity: "error", from: { pathNot: [TEST], ...from }, to });

const betweenDomains = DOMAINS.split("|").map((domain) => {
  const allowed = DOMAIN_TO_DOMAIN.filter(([from]) => from === domain).map(([, to]) => to);
  return rule(
    `${domain} imports of the other domains ${allowed.length > 0 ? `only ${allowed.join(" and ")}` : "none"}`,
    { path: `^lib/${domain}/` },
    { path: `^lib/(${DOMAINS})/`, pathNot: [domain, ...allowed].map((name) => `^lib/${name}/`) },
  );
});

module.exports = {
  forbidden: [
    rule("nothing imports itself in a circle", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    rule("every import can be resolved", { pathNot: [] }, { couldNotResolve: true }),
    rule(
      "leaves import nothing of ours but leaves",
      { path: "^lib/[^/]+\\.tsx?$" },
      { path: "^(app|components|middleware|instrumentation|lib/(?!generated/)[^/]+/)" },
    ),
    rule("effects import only leaves", { path: `^lib/(${EFFECTS})/` }, { path: `^(app|components)/|^lib/(entry|${DOMAINS})/` }),
    rule(
      "of the effects only audit knows who acts",
      { path: `^lib/(${EFFECTS})/`, pathNot: [TEST, "^lib/audit/"] },
      { path: "^lib/access/" },
    ),
    rule("effects do not import one another", { path: `^lib/(${EFFECTS})/` }, { path: `^lib/(${EFFECTS})/`, pathNot: "^lib/$1/" }),
    rule("access imports only leaves", { path: "^lib/access/" }, { path: `^(app|components)/|^lib/(entry|${DOMAINS}|${EFFECTS})/` }),
    rule(
      "domains do not import what is above them",
      { path: `^lib/(${DOMAINS})/` },
      { path: "^(app|components)/|^lib/entry/|^(middleware|instrumentation)\\." },
    ),
    ...betweenDomains,
    rule("the doors do not import pages or components", { path: "^lib/entry/" }, { path: "^(app|components)/" }),
    rule("every folder of lib has a layer", { path: "^lib/[^/]+/", pathNot: `^lib/(generated|access|entry|${DOMAINS}|${EFFECTS})/` }, {}),
    rule(
      "components import only components and what is safe in a browser",
      { path: "^components/" },
      {
        path: "^(app|lib)/",
        pathNot: ["\\.schema\\.ts$", "^lib/brand\\.ts$", "^lib/passwords/strength\\.ts$", "^lib/entry/action-result\\.ts$"],
      },
    ),
    rule(
      "pages and handlers import of lib only doors domains and access",
      { path: "^(app/|middleware\\.ts$|instrumentation\\.ts$)" },
      { path: "^lib/", pathNot: [`^lib/(entry|access|${DOMAINS})/`, "\\.schema\\.ts$", "^lib/(brand|env|errors)\\.ts$"] },
    ),
    rule("a schema imports only schemas and zod", { path: "\\.schema\\.ts$" }, { pathNot: ["\\.schema\\.ts$", "(^|/)node_modules/zod/"] }),
    rule("only lib imports Prisma", { pathNot: [TEST, "^lib/"] }, { path: "^lib/generated/|node_modules/(@prisma|prisma)/" }),
    rule(
      "only pages and doors import the framework",
      { pathNot: [TEST, "^(app|components|lib/entry)/", "^(middleware|instrumentation|next\\.config)\\.ts$"] },
      { path: "node_modules/(next|next-auth)/" },
    ),
    rule(
      "components use of the framework only links images and navigation",
      { path: "^components/" },
      { path: "node_modules/(next|next-auth|@auth)/", pathNot: "node_modules/next/(link|image|navigation)\\." },
    ),
    rule(
      "only doors import next-auth and only sessions its adapter",
      { pathNot: [TEST, "^lib/entry/", "^lib/sessions/nextauth-adapter\\.ts$"] },
      { path: "node_modules/(next-auth|@auth)/" },
    ),
    rule(
      "what runs in production imports no development dependency",
      { path: "^(app|components|lib|middleware|instrumentation)" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    ),
    rule("nothing imports a test", {}, { path: TEST }),
  ],
  options: {
    // The installed TypeScript is one that dependency-cruiser cannot use; without a parser it would see nothing and say that all is well.
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: ["node_modules", "^lib/generated/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
