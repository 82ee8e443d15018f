import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { nextPageLines, tableLines } from "@/lib/entry/cli/table";
import { listOrganizations } from "@/lib/organizations/all-organizations";
import { listOrganizationsContract } from "@/lib/organizations/organizations.schema";

/** `portico organization list` */
export const organizationList = defineCommand({
  description: ["The newest first."],
  options: {
    search: { type: "string", value: "TEXT", description: "Part of a name or slug." },
    state: { type: "string", description: "Only live or deleted." },
    limit: { type: "string", value: "N", description: "Organizations on a page, 1 to 100; 50 when absent." },
    cursor: { type: "string", description: "Where the page before ended." },
  },
  async run({ values, actor }) {
    const state = (["live", "deleted"] as const).find((known) => known === values.state);
    if (values.state !== undefined && !state) throw new UsageError("--state is one of live, deleted.");
    const page = await listOrganizations(actor, parseTyped(listOrganizationsContract.input, { ...values, state }));
    const rows = page.items.map(({ id, slug, name, created_at, deleted_at }) => [id, slug, name, created_at, deleted_at]);
    return {
      data: page,
      lines: [...tableLines(["ID", "SLUG", "NAME", "MADE", "DELETED"], rows), ...nextPageLines(page.next_cursor)],
    };
  },
});
