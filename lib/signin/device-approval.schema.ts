import { z } from "zod";

const mailedToken = z.string({ error: "Open the link from the mail again." }).min(1).max(128);

/** What somebody is shown who is asked about a sign-in. */
const askedSignIn = z.object({
  device: z.string(),
  ip: z.string().nullable(),
  place: z.string(),
  occurred_at: z.iso.datetime(),
});

export type AskedSignIn = z.infer<typeof askedSignIn>;

export const answerApprovalContract = {
  input: z.object({ token: mailedToken, answer: z.enum(["approve", "refuse"], { error: "Say whether it was you." }) }),
  output: z.object({ status: z.enum(["approved", "refused"]) }),
};

export const disownSignInContract = {
  input: z.object({ token: mailedToken }),
  output: z.object({ sessions_ended: z.number().int(), must_reset_password: z.boolean() }),
};

/** How the sign-in of this browser stands, which is told by its cookie. */
export const browserDeviceStatusContract = {
  input: z.object({ callback_url: z.string().max(2048).optional() }),
  output: z.object({ status: z.enum(["waiting", "go_on"]), redirect_to: z.string() }),
};
