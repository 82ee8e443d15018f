import type { PlatformRole } from "@/lib/access/actor";
import { db } from "@/lib/db";

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

/** The person of a sign-in that goes on; null when the account is gone. */
export const findPerson = (userId: string): Promise<Person | null> =>
  db.user.findUnique({
    where: { id: userId },
    select: { id: true, email: true, emailVerified: true, username: true, name: true, role: true },
  });
