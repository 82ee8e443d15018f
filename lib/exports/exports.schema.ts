import { z } from "zod";

/** How far a file is that a job makes for somebody. */
export const exportStateView = z.object({
  status: z.enum(["none", "preparing", "ready", "failed"]),
  /** Per cent. */
  progress: z.number().int().min(0).max(100),
  requested_at: z.iso.datetime().nullable(),
  ready_at: z.iso.datetime().nullable(),
  /** After then it is gone, and can be asked for again. */
  expires_at: z.iso.datetime().nullable(),
  /** Bytes of the file. */
  size: z.number().int().nullable(),
  /** Where the file is, once it is ready. */
  download_url: z.string().nullable(),
});
