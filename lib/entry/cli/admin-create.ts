import { createAdministratorContract } from "@/lib/accounts/administration.schema";
import { createAdministrator } from "@/lib/accounts/administrators";
import { randomToken } from "@/lib/crypto";
import { type CliIo, defineCommand, UsageError } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";

type Source = "stdin" | "generated" | "kept" | "typed";

const SENTENCES = {
  created: "is a new administrator.",
  promoted: "is an administrator now.",
  unchanged: "was an administrator already.",
} as const;

/** Asked twice, because nobody sees what they type. */
async function askPassword(io: CliIo): Promise<string> {
  const first = await io.askSecret("Password: ");
  if (first === null) throw new UsageError("Nobody is at a terminal: use --password-stdin, --generate-password or --keep-password.");
  if ((await io.askSecret("Again: ")) !== first) throw new UsageError("The two are not the same.");
  return first;
}

async function takePassword(source: Source, io: CliIo): Promise<string | null> {
  switch (source) {
    case "kept":
      return null;
    case "generated":
      return randomToken();
    case "stdin":
      return (await io.readInput()).replace(/\r?\n$/, "");
    case "typed":
      return askPassword(io);
  }
}

/** `portico admin create` */
export const adminCreate = defineCommand({
  description: [
    "Makes a platform administrator, or promotes an existing account.",
    "The password is asked for without echo unless one of the --…-password options says otherwise. It is",
    "never an argument: everybody on the machine can read those.",
  ],
  options: {
    email: { type: "string", description: "Their address; it counts as confirmed." },
    name: { type: "string", description: "Their full name." },
    "password-stdin": { type: "boolean", description: "Read the password from standard input." },
    "generate-password": { type: "boolean", description: "Make a password and print it once." },
    "keep-password": { type: "boolean", description: "Promote an existing account and leave its password alone." },
  },
  async run({ values, actor, io }) {
    if (values.email === undefined) throw new UsageError("--email is missing.");
    const chosen: Source[] = [];
    if (values["password-stdin"]) chosen.push("stdin");
    if (values["generate-password"]) chosen.push("generated");
    if (values["keep-password"]) chosen.push("kept");
    if (chosen.length > 1) throw new UsageError("Choose one way to give the password.");
    const source = chosen[0] ?? "typed";
    const email = parseTyped(createAdministratorContract.input.shape.email, values.email);
    const password = await takePassword(source, io);
    const input = parseTyped(createAdministratorContract.input, {
      email,
      ...(values.name === undefined ? {} : { full_name: values.name }),
      ...(password === null ? {} : { password }),
    });
    const made = await createAdministrator(actor, input);
    const generated = source === "generated" ? password : null;
    return {
      data: { ...made, ...(generated === null ? {} : { password: generated }) },
      lines: [`${made.email} ${SENTENCES[made.result]}`, ...(generated === null ? [] : [`Password: ${generated}`])],
    };
  },
});
