import { z } from "zod";

/** How strongly a sign-in was proven, the weakest first; docs/step-up.md says what each means. */
export const acrValue = z.enum(["0", "1", "2", "phr"]);

export type Acr = z.infer<typeof acrValue>;
