"use client";

import { useEffect, useState } from "react";

/** What an operator needs to find a failure in the log: the request that loaded the page, and the error's own mark. */
export function FailureReference({ error }: { error: unknown }) {
  const [requestId, setRequestId] = useState("");
  useEffect(() => {
    setRequestId(document.querySelector<HTMLMetaElement>('meta[name="request-id"]')?.content ?? "");
  }, []);
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
  const parts = [requestId, digest].filter(Boolean);
  return parts.length > 0 ? <>Reference {parts.join(" · ")}</> : null;
}
