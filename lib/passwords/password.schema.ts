import { z } from "zod";

/** The longest password taken, in characters: far above any passphrase, far below a nuisance. */
export const PASSWORD_MAX_LENGTH = 1024;

/** A password being proven. Only its technical limits: a policy must not tell what an old password looks like. */
export const currentPasswordField = z
  .string({ error: "Enter your password." })
  .min(1, "Enter your password.")
  .max(PASSWORD_MAX_LENGTH, `A password has ${PASSWORD_MAX_LENGTH} characters at most.`);

/** A password being chosen. What makes it good enough is the policy's to say, on the server. */
export const newPasswordField = z
  .string({ error: "Choose a password." })
  .min(1, "Choose a password.")
  .max(PASSWORD_MAX_LENGTH, `Use ${PASSWORD_MAX_LENGTH} characters or fewer.`);
