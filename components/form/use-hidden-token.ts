"use client";

import { useEffect } from "react";

/** Takes a one-time token out of the address bar and the history, so that it is neither shared nor remembered with the address. */
export function useHiddenToken(): void {
  useEffect(() => {
    const address = new URL(window.location.href);
    if (!address.searchParams.has("token")) return;
    address.searchParams.delete("token");
    window.history.replaceState(window.history.state, "", address);
  }, []);
}
