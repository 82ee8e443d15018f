import { z } from "zod";

export const revokeTokenContract = {
  input: z.object({ token: z.string().trim().min(1).max(4096) }),
  output: z.object({ kind: z.enum(["access", "refresh"]) }),
};

export const rotateKeysContract = {
  input: z.object({}),
  output: z.object({ kid: z.string() }),
};
