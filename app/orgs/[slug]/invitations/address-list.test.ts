import { expect, test } from "vitest";
import { readAddresses } from "@/app/orgs/[slug]/invitations/address-list";

const ROLES = [
  { slug: "admin", name: "Admin" },
  { slug: "race-office", name: "Race office" },
];
const emails = (text: string) => readAddresses(text, ROLES).invitees.map(({ email }) => email);

test("addresses are read as people have them, each once", () => {
  expect(emails("ana@example.com, Ben <BEN@example.com>; ana@example.com\ncy@example.com.")).toEqual([
    "ana@example.com",
    "ben@example.com",
    "cy@example.com",
  ]);
});

test("a CSV file's heading is passed over and a row's role is found by slug or name", () => {
  expect(readAddresses('email,role\nana@example.com,admin\n"ben@example.com";"Race office"\r\ncy@example.com,king\n', ROLES)).toEqual({
    invitees: [
      { email: "ana@example.com", role: "admin" },
      { email: "ben@example.com", role: "race-office" },
      { email: "cy@example.com", role: null },
    ],
    unreadable: [],
  });
});

test("lines without an address are named", () => {
  expect(readAddresses("ana@example.com\n\nben at example.com", ROLES).unreadable).toEqual(["ben at example.com"]);
});
