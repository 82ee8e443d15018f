import { z } from "zod";

/** A picture as base64 of a PNG, JPEG or WebP file of up to 1 MiB. */
export const pictureField = z
  .string({ error: "Choose a picture." })
  .max(1_400_000, "The picture may have 1 MB at most.")
  .regex(/^(data:image\/(png|jpeg|webp);base64,)?[A-Za-z0-9+/]+={0,2}$/, "Choose a PNG, JPEG or WebP picture.");
