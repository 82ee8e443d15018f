import { findAccount } from "@/lib/accounts/administration";
import { findAccountContract } from "@/lib/accounts/administration.schema";
import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { explain } from "@/lib/organizations/explanation";
import { explainContract } from "@/lib/organizations/explanation.schema";
import { getOrganization } from "@/lib/organizations/organizations";
import { getOrganizationContract } from "@/lib/organizations/organizations.schema";

/** `portico access explain` */
export const accessExplain = defineCommand({
  description: [
    "USER is an id, an e-mail address or a username; PERMISSION is one such as members.invite.",
    "Exit code 1 when they may not.",
  ],
  operands: ["USER", "PERMISSION"],
  options: {
    organization: { type: "string", description: "Its id or slug." },
    unit: { type: "string", description: "The id of a unit; the whole organization when absent." },
  },
  async run({ values, operands, actor }) {
    if (values.organization === undefined) throw new UsageError("Give an --organization.");
    const { id: organization_id } = await getOrganization(
      actor,
      parseTyped(getOrganizationContract.input, { organization_id: values.organization }),
    );
    const { id: user_id, email } = await findAccount(actor, parseTyped(findAccountContract.input, { user: operands[0] ?? "" }));
    const input = {
      organization_id,
      user_id,
      permission: operands[1] ?? "",
      ...(values.unit === undefined ? {} : { unit_id: values.unit }),
    };
    const answer = await explain(actor, parseTyped(explainContract.input, input));
    return { data: answer, lines: [`${email}, ${answer.permission}: ${answer.summary}`], exitCode: answer.allowed ? 0 : 1 };
  },
});
