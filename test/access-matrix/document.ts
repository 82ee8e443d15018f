import { ADMINISTRATION_USES } from "./administration";
import { AUDIT_LOG_USES } from "./audit-log";
import { CALLER_NAMES, factsOf, LEAD_HOLDS } from "./callers";
import { MEMBER_USES } from "./members";
import { ORGANIZATION_USES } from "./organizations";
import { PAGES } from "./pages";
import { type Outcome, outcomesOf, type Rule } from "./rules";
import { actionsOf, takesProof, type Use } from "./use";

const SHOWN: Record<Outcome, string> = { yes: "yes", "sign in": "→", 401: "401", 403: "403", 404: "404" };

function needs(rule: Rule): string {
  if (!("reach" in rule)) return "on" in rule ? `\`${rule.may}\`` : rule.may;
  return rule.reach === "whole" ? `\`${rule.may}\`` : `\`${rule.may}\`, ${rule.reach === "unit" ? "there" : "in some unit"}`;
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function tableOf(firsts: readonly string[], rows: readonly { cells: string[]; outcomes: Outcome[] }[]): string {
  const head = [...firsts, ...CALLER_NAMES.map((caller) => factsOf(caller).head)];
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.map(({ cells, outcomes }) => line([...cells, ...outcomes.map((one) => SHOWN[one])])),
  ].join("\n");
}

const usesTable = (uses: readonly Use[]) =>
  tableOf(
    ["to", "endpoint", "action", "needs"],
    uses.map((use) => ({
      cells: [
        use.what,
        use.endpoint ? `\`${use.endpoint}\`` : "",
        actionsOf(use)
          .map((name) => `\`${name}\``)
          .join(", "),
        takesProof(use) ? `${needs(use.rule)}, freshly proven` : needs(use.rule),
      ],
      outcomes: outcomesOf(use, "endpoint"),
    })),
  );

/** The page docs/access-matrix.md, made of the table that the tests run. */
export function accessMatrix(): string {
  return `# Who gets in where

Generated from \`test/access-matrix\` by \`npm run access:docs\`. The system test \`access-matrix\` sends every cell of it to a production build,
pages and actions once with the middleware and once with it removed, and finds nothing changed by any refusal. A page, an action or
an endpoint without a row fails the tests.

Who asks:

${CALLER_NAMES.map((caller) => `- **${factsOf(caller).head}**: ${factsOf(caller).text}`).join("\n")}

*Lead* is a role of the organization's own, which holds ${LEAD_HOLDS.map((permission) => `\`${permission}\``).join(", ")}.

"yes" is let in; a number is the status of the refusal, which an action returns as the error of the same name; "→" is sent to sign in.
*Freshly proven*: with a [fresh proof](step-up.md) of who asks, else 403 \`STEP_UP_REQUIRED\`; so is whatever changes owners.
*There*: in the unit that it is about, or in one above it. With the middleware in place, an action that is called at a page which its caller may not
open is 404 whatever stands here. An id of another organization in any parameter is 404 for everybody, and another organization's role 422. An act on many
members says of each what became of it; where nobody could be changed it counts as 404 here.

## Pages

${tableOf(
  ["page", "needs"],
  PAGES.map((page) => ({ cells: [`\`${page.page}\``, needs(page.rule)], outcomes: outcomesOf(page, "page") })),
)}

## Organizations

${usesTable(ORGANIZATION_USES)}

## Members and invitations

${usesTable(MEMBER_USES)}

## The audit log

${usesTable(AUDIT_LOG_USES)}

## Administration of the platform

${usesTable(ADMINISTRATION_USES)}
`;
}
