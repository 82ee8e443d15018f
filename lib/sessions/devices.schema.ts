import { z } from "zod";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

/** A device as its owner sees it. */
export const deviceView = z.object({
  id: z.uuid(),
  /** True for the device that asks. */
  current: z.boolean(),
  /** "Firefox on Windows". */
  name: z.string(),
  ip: z.string().nullable(),
  /** "Lyon, France", or "unknown place". */
  place: z.string(),
  first_seen_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
  /** Until then a password alone signs in from it; null where it is not trusted. */
  trusted_until: z.iso.datetime().nullable(),
  /** When its owner let it in by mail. */
  approved_at: z.iso.datetime().nullable(),
});

export type DeviceView = z.infer<typeof deviceView>;

export const listDevicesContract = {
  input: z.object({ limit: pageLimit(50), cursor: pageCursor, skip: pageSkip }),
  output: z.object({ items: z.array(deviceView), next_cursor: z.string().nullable() }),
};

const forgotten = z.object({ forgotten: z.number().int(), sessions_ended: z.number().int() });

export const forgetDeviceContract = {
  input: z.object({ id: z.uuid({ error: "This is not the id of a device." }) }),
  output: forgotten,
};

export const forgetOtherDevicesContract = { input: z.object({}), output: forgotten };
