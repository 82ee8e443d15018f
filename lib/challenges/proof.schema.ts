import { z } from "zod";

/** The proof of a challenge, as `error.details.challenge` of a refusal describes it. */
export const proofField = z.string().max(300, "This is no proof.").optional();
