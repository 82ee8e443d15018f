import { processIdentity } from "../launch/process-identity.mjs";

const parent = process.ppid;
const identity = processIdentity(parent);

/** npm, or our own relaunching process: both only wait for us. A shell may go away and mean nothing by it. */
const onlyWaits = Boolean(process.env.npm_lifecycle_event || process.env.PORTICO_RELAUNCHED === String(parent));

/** The process that started this one only to wait for it, or null. */
export function launcher() {
  return onlyWaits && identity ? { pid: parent, identity } : null;
}

/** Calls `act` once if that process is gone: it was killed outright, and nobody else will tell us to stop. */
export function onLauncherGone(act) {
  if (!launcher()) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 500);
  watch.unref();
}
