import { describe, expect, test } from "vitest";
import { addPerson, newAddress, openSession, PASSWORD } from "./people";
import { startPortal } from "./portal";
import { stateOfTheDatabase } from "./rows";
import { actionHeaders, callAction, resultIn, serverActions } from "./server-actions";

const portal = await startPortal();
const TOKEN = "A".repeat(43);
const ID = "01980000-0000-7000-8000-000000000000";
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** As a passkey answers, signed by nobody. */
const SIGNED = {
  id: "QUJD",
  rawId: "QUJD",
  type: "public-key",
  response: { clientDataJSON: "e30", authenticatorData: "QUJD", signature: "QUJD" },
};

const MADE = { ...SIGNED, response: { clientDataJSON: "e30", attestationObject: "oA" } };

/** A well-formed argument for every action, so that a refusal is about who calls. A new action needs a line here. */
const INPUT: Record<string, unknown> = {
  requestPasswordResetAction: { email: newAddress() },
  signInAction: { email: newAddress(), password: PASSWORD },
  registerForPasskeyAction: { email: "no address" },
  beginSetUpAction: {},
  finishSetUpAction: { response: MADE },
  beginPasskeySignInAction: {},
  beginPasskeyFactorAction: {},
  verifyPasskeyFactorAction: { response: SIGNED },
  passkeySignInAction: { response: SIGNED },
  beginPasskeyAction: { current_password: PASSWORD },
  addPasskeyAction: { response: MADE },
  renamePasskeyAction: { id: ID, name: "Phone" },
  removePasskeyAction: { id: ID, current_password: PASSWORD },
  closePasskeyOfferAction: {},
  signInWithProviderAction: { provider: "google", callback_url: "/account" },
  verifySecondFactorAction: { method: "totp", code: "000000" },
  checkDeviceAction: {},
  answerApprovalAction: { token: TOKEN, answer: "refuse" },
  disownSignInAction: { token: TOKEN },
  forgetDeviceAction: { id: ID },
  forgetOtherDevicesAction: {},
  sendCodeAction: { method: "email" },
  beginTotpAction: { name: "Phone", current_password: PASSWORD },
  beginEmailFactorAction: { current_password: PASSWORD },
  beginSmsFactorAction: { phone: "+33612345678", current_password: PASSWORD },
  confirmFactorAction: { id: ID, code: "000000" },
  renameFactorAction: { id: ID, name: "Phone" },
  removeFactorAction: { id: ID, current_password: PASSWORD },
  describeProofAction: {},
  stepUpAction: { password: PASSWORD },
  requireProofAction: {},
  beginPasskeyProofAction: {},
  passkeyProofAction: { response: SIGNED },
  renewRecoveryCodesAction: { current_password: PASSWORD },
  registerAction: { email: newAddress(), password: "kurz" },
  confirmPasswordResetAction: { token: TOKEN, new_password: PASSWORD },
  completeSetupAction: { token: TOKEN, email: newAddress(), password: PASSWORD },
  confirmVerificationAction: { token: TOKEN },
  requestVerificationAction: { email: newAddress() },
  removePictureAction: {},
  setPictureAction: { picture: PIXEL },
  updateProfileAction: { full_name: "Eve" },
  deleteAccountAction: { current_password: PASSWORD, confirmation: newAddress() },
  requestDataExportAction: {},
  findDataExportAction: {},
  sendContactMessageAction: { name: "Eve", email: "nobody", message: "Hi" },
  deactivateAccountAction: { current_password: PASSWORD, confirmation: newAddress() },
  changeEmailAction: { new_email: newAddress(), current_password: PASSWORD },
  confirmEmailAction: { token: TOKEN },
  changePasswordAction: { current_password: PASSWORD, new_password: "Ganz-anderes-Wort-am-Abend-3" },
  revokeOtherSessionsAction: {},
  revokeSessionAction: { id: ID },
  extendSessionAction: {},
  createOrganizationAction: { name: "Harbour" },
  restoreOrganizationAction: { organization_id: ID },
  acceptInvitationAction: { token: TOKEN },
  declineInvitationAction: { token: TOKEN },
  leaveOrganizationAction: { organization_id: ID },
  changeMemberRoleAction: { organization_id: ID, user_id: ID, role: "admin" },
  suspendMemberAction: { organization_id: ID, user_id: ID },
  resumeMemberAction: { organization_id: ID, user_id: ID },
  setMembershipEndAction: { organization_id: ID, user_id: ID, ends_at: null },
  removeMemberAction: { organization_id: ID, user_id: ID },
  changeMembersAction: { organization_id: ID, user_ids: [ID], act: "remove" },
  addUnitRoleAction: { organization_id: ID, user_id: ID, role: "admin", unit_id: ID },
  removeUnitRoleAction: { organization_id: ID, user_id: ID, assignment_id: ID },
  inviteManyAction: { organization_id: ID, invitations: [{ email: newAddress() }] },
  resendInvitationAction: { organization_id: ID, invitation_id: ID },
  copyInvitationLinkAction: { organization_id: ID, invitation_id: ID },
  revokeInvitationAction: { organization_id: ID, invitation_id: ID },
  createRoleAction: { organization_id: ID, name: "Trainer", permissions: [] },
  updateRoleAction: { organization_id: ID, role_id: ID, permissions: [] },
  duplicateRoleAction: { organization_id: ID, role: "admin", name: "Trainer" },
  previewRoleAction: { organization_id: ID, role_id: ID, permissions: [] },
  deleteRoleAction: { organization_id: ID, role_id: ID },
  createUnitAction: { organization_id: ID, name: "Office" },
  updateUnitAction: { organization_id: ID, unit_id: ID, name: "Office" },
  deleteUnitAction: { organization_id: ID, unit_id: ID },
  requestAuditFileAction: { organization_id: ID, q: "", format: "csv" },
  findAuditFileAction: { organization_id: ID },
  requestAuditCheckAction: { organization_id: ID },
  findAuditCheckAction: { organization_id: ID },
  setAuditRetentionAction: { organization_id: ID, days: 30 },
  setSecurityPolicyAction: { organization_id: ID, password_policy: "nist" },
  previewSecurityPolicyAction: { organization_id: ID, password_policy: "nist" },
  updateOrganizationAction: { organization_id: ID, name: "Harbour" },
  setLogoAction: { organization_id: ID, logo: PIXEL },
  removeLogoAction: { organization_id: ID },
  deleteOrganizationAction: { organization_id: ID },
  createUserAction: { email: newAddress() },
  startImpersonationAction: { id: ID, reason: "Ticket 4711: a refused invitation" },
  updateUserAction: { id: ID, role: "admin" },
  deactivateUserAction: { id: ID },
  activateUserAction: { id: ID },
  forcePasswordResetAction: { id: ID },
  revokeUserSessionsAction: { id: ID },
  revokeUserSessionAction: { id: ID, session_id: ID },
  verifyUserAction: { id: ID },
  resendUserVerificationAction: { id: ID },
  deleteUserAction: { id: ID },
  changeManyAccountsAction: { act: "deactivate", ids: [ID] },
  deleteAnyOrganizationAction: { organization_id: ID },
  restoreAnyOrganizationAction: { organization_id: ID },
};

/** Anybody may call these: what they do depends on what they are given. */
const PUBLIC: Record<string, string> = {
  requestPasswordResetAction: "requested",
  requestVerificationAction: "requested",
  signInWithProviderAction: "an unknown provider is ignored",
  signInAction: "INVALID_CREDENTIALS",
  beginPasskeyFactorAction: "TOKEN_REVOKED",
  verifyPasskeyFactorAction: "TOKEN_REVOKED",
  beginPasskeySignInAction: "the same for everybody",
  passkeySignInAction: "INVALID_CREDENTIALS",
  // Without the cookie of a sign-in that was begun here.
  verifySecondFactorAction: "TOKEN_REVOKED",
  checkDeviceAction: "TOKEN_REVOKED",
  answerApprovalAction: "TOKEN_EXPIRED",
  disownSignInAction: "TOKEN_EXPIRED",
  sendCodeAction: "TOKEN_REVOKED",
  registerAction: "VALIDATION_ERROR",
  registerForPasskeyAction: "VALIDATION_ERROR",
  // In a browser in which nobody registered.
  beginSetUpAction: "TOKEN_EXPIRED",
  finishSetUpAction: "TOKEN_EXPIRED",
  sendContactMessageAction: "VALIDATION_ERROR",
  confirmPasswordResetAction: "TOKEN_EXPIRED",
  completeSetupAction: "TOKEN_EXPIRED",
  confirmVerificationAction: "TOKEN_EXPIRED",
  // The change of an address is confirmed by a mailed secret, from any browser.
  confirmEmailAction: "TOKEN_EXPIRED",
};

/** A cookie of nobody takes a call past the fence in front of the private pages. */
function nobody() {
  const client = portal.client();
  client.cookies.set("portico.session", TOKEN);
  return client;
}

describe.each(serverActions())("$name", (action) => {
  test("called directly by nobody is refused, and nothing changes", async () => {
    const before = await stateOfTheDatabase();
    const { result, answer } = await callAction(nobody(), action.name, INPUT[action.name]);
    expect(INPUT, "give the new action an argument above").toHaveProperty(action.name);
    if (action.name in PUBLIC) return expect(answer.status).toBe(200);
    expect(result).toMatchObject({ ok: false, error: { type: "UNAUTHENTICATED" } });
    expect(await stateOfTheDatabase()).toBe(before);
  });

  test("called through any other page is refused all the same", async () => {
    const before = await stateOfTheDatabase();
    for (const path of ["/", "/login", "/account", "/register", "/nowhere"]) {
      const answer = await portal.client().request(path, {
        method: "POST",
        headers: actionHeaders(action),
        body: JSON.stringify([INPUT[action.name]]),
      });
      const result = resultIn(answer.text);
      if (action.name in PUBLIC) continue;
      expect(result?.ok ?? false, `${path}: ${answer.status} ${answer.text.slice(0, 200)}`).toBe(false);
      expect(answer.status, path).toBeLessThan(500);
      expect(await stateOfTheDatabase(), path).toBe(before);
    }
  });

  test.each([
    ["another site", { origin: "https://evil.test" }],
    ["a page without an origin", { origin: "null" }],
    ["a neighbour", { origin: "http://localhost:1" }],
    ["a name that only begins like ours", { origin: `${portal.url}.evil.test` }],
  ])("called by %s with somebody's cookie is refused, and nothing changes", async (_name, headers) => {
    const client = await openSession(portal, await addPerson());
    const before = await stateOfTheDatabase();
    const { answer, result } = await callAction(client, action.name, INPUT[action.name], headers);
    expect(answer.status).toBe(403);
    expect(result).toBeNull();
    expect(await stateOfTheDatabase()).toBe(before);
  });
});

test("what anybody may call says only what it must", async () => {
  for (const [name, word] of Object.entries(PUBLIC)) {
    const { result } = await callAction(nobody(), name, INPUT[name]);
    if (!result?.ok) expect(result?.error.type, name).toBe(word);
    else if (!["signInWithProviderAction", "beginPasskeySignInAction"].includes(name)) expect(result.data, name).toEqual({ status: word });
  }
});

test("a GET that names an action does not run it", async () => {
  const client = await openSession(portal, await addPerson());
  const before = await stateOfTheDatabase();
  for (const action of serverActions()) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await client.request(action.path, { method, headers: actionHeaders(action) });
      expect(answer.text).not.toContain('"ok":');
    }
  }
  expect(await stateOfTheDatabase()).toBe(before);
});

test("called at a page that is hidden from its caller is absent at once, and is not passed on to another page", async () => {
  const client = await openSession(portal, await addPerson());
  const began = new Date().toISOString();
  for (const action of serverActions()) {
    for (const path of ["/orgs/nowhere", "/admin", action.path.replace("[slug]", "nowhere")]) {
      const answer = await client.request(path, {
        method: "POST",
        headers: actionHeaders(action),
        body: JSON.stringify([INPUT[action.name]]),
      });
      if (/^\/(?:orgs\/nowhere|admin)/.test(path)) expect([answer.status, answer.body.error?.type], path).toEqual([404, "NOT_FOUND"]);
    }
  }
  // What the framework passes on comes in again under the page's pattern. Lines of requests before leave with delay.
  const since = portal
    .logs()
    .split("\n")
    .filter((line) => (/"time":"([^"]+)"/.exec(line)?.[1] ?? "") > began);
  expect(since.length).toBeGreaterThan(100);
  expect(since.filter((line) => line.includes("[slug]"))).toEqual([]);
});
