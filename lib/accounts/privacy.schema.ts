import { z } from "zod";
import { emailField } from "@/lib/accounts/account-fields.schema";
import { exportStateView } from "@/lib/exports/exports.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";

export const deleteAccountContract = {
  input: z.object({
    /** Needed by an account that has one. */
    current_password: currentPasswordField.optional(),
    /** One's address, typed to be sure; checked when it is given. */
    confirmation: emailField.optional(),
  }),
  output: z.object({
    status: z.literal("deletion_scheduled"),
    /** Signing in before then cancels it. */
    erase_after: z.iso.datetime(),
  }),
};

/** The same from the browser, where the address must be typed. */
export const deleteAccountFormContract = {
  input: deleteAccountContract.input.extend({ confirmation: emailField }),
  output: deleteAccountContract.output,
};

/** How far the copy of one's data is. */
export const dataExportView = exportStateView;

export type DataExportView = z.infer<typeof dataExportView>;

export const dataExportContract = { input: z.object({}), output: dataExportView };
