import { z } from "zod";
import { organizationId } from "@/lib/organizations/fields.schema";
import { pictureField } from "@/lib/picture.schema";

/** The logo as base64 of a PNG, JPEG or WebP file of up to 1 MB. */
export const setLogoContract = {
  input: z.object({ organization_id: organizationId, logo: pictureField }),
  output: z.object({ logo: z.string() }),
};

export const removeLogoContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({ logo: z.null() }),
};
