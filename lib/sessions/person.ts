import type { z } from "zod";
import type { PlatformRole } from "@/lib/access/actor";
import type { personView } from "@/lib/sessions/me.schema";

/** A person as a session check and an account's row both have them. */
interface PersonRow {
  id: string;
  email: string;
  emailVerified: Date | null;
  username: string | null;
  name: string | null;
  image: string | null;
  role: PlatformRole;
  locale: string;
  timeZone: string;
}

/** A person as they see themselves. */
export const viewOfPerson = (person: PersonRow): z.input<typeof personView> => ({
  id: person.id,
  email: person.email,
  email_verified: person.emailVerified !== null,
  username: person.username,
  full_name: person.name,
  picture: person.image,
  role: person.role,
  locale: person.locale,
  time_zone: person.timeZone,
});
