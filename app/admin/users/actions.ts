"use server";

import { resendVerification, verifyUser } from "@/lib/accounts/address-administration";
import { disableAccount, enableAccount } from "@/lib/accounts/administration";
import {
  changeManyAccountsContract,
  createUserContract,
  deleteUserOutput,
  findAccountContract,
  forceResetOutput,
  resendVerificationOutput,
  setAccountActiveContract,
  updateUserContract,
  userIdContract,
  verifyUserOutput,
} from "@/lib/accounts/administration.schema";
import { changeManyAccounts } from "@/lib/accounts/bulk-acts";
import { createUser, deleteUser, forcePasswordReset, updateUser } from "@/lib/accounts/user-administration";
import { action } from "@/lib/entry/action";
import { revokeAnySession, revokeUserSessions } from "@/lib/sessions/administration";
import { revokeSessionOfUserContract, revokeUserSessionsContract } from "@/lib/sessions/administration.schema";

const account = findAccountContract.output;

export const createUserAction = action({ ...createUserContract, output: account }, createUser);

export const updateUserAction = action({ ...updateUserContract, output: account }, (actor, input) => updateUser(actor, input));

export const deactivateUserAction = action(setAccountActiveContract, disableAccount);

export const activateUserAction = action(setAccountActiveContract, enableAccount);

export const forcePasswordResetAction = action({ ...userIdContract, output: forceResetOutput }, forcePasswordReset);

export const revokeUserSessionsAction = action({ ...userIdContract, output: revokeUserSessionsContract.output }, (actor, { id }) =>
  revokeUserSessions(actor, { user_id: id }),
);

export const revokeUserSessionAction = action(revokeSessionOfUserContract, (actor, { id, session_id }) =>
  revokeAnySession(actor, { id: session_id, user_id: id }),
);

export const verifyUserAction = action({ ...userIdContract, output: verifyUserOutput }, verifyUser);

export const resendUserVerificationAction = action({ ...userIdContract, output: resendVerificationOutput }, resendVerification);

export const deleteUserAction = action({ ...userIdContract, output: deleteUserOutput }, deleteUser);

export const changeManyAccountsAction = action(changeManyAccountsContract, changeManyAccounts);
