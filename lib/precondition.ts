/**
 * Throws unless something is still as the caller saw it, who is about to change it. A domain function calls it in its
 * transaction, with what it would show them, once nobody else can change it any more.
 */
export type AssertUnchanged = (view: unknown) => void;
