import pino from "pino";
import { env } from "@/lib/env";
import { processSingleton } from "@/lib/process-singleton";

const shape = {
  level: env.LOG_LEVEL,
  base: { app: "portico" },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level: string) => ({ level }) },
};

/** Structured JSON, one line an event, to standard output. Names that could carry a secret are blanked. */
export const log = processSingleton("log", () =>
  pino({
    ...shape,
    redact: {
      paths: [
        "password",
        "token",
        "code",
        "secret",
        "cookie",
        "authorization",
        "*.password",
        "*.token",
        "*.code_value",
        "*.secret",
        "*.cookie",
        "*.authorization",
      ],
      censor: "[redacted]",
    },
  }),
);

/**
 * The same for lines that are written at every request and name each of their fields themselves, so that there is
 * nothing to blank. They leave a few together, at the latest after a quarter of a second, so that a process killed
 * without a warning may take the last of them along; what must not be lost belongs into the audit trail.
 */
export const requestLog = processSingleton("request-log", () =>
  pino(shape, pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 250 })),
);
