import type { PlatformRole } from "@/lib/access/actor";

/** What a sign-in reads of its person. */
export interface Person {
  id: string;
  email: string;
  emailVerified: Date | null;
  username: string | null;
  name: string | null;
  role: PlatformRole;
}

/** The person as a finished sign-in tells of them. */
export const describePerson = (person: Person) => ({
  id: person.id,
  email: person.email,
  email_verified: person.emailVerified !== null,
  username: person.username,
  full_name: person.name,
  role: person.role,
});
