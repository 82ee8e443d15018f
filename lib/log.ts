import pino from "pino";
import { env } from "@/lib/env";
import { processSingleton } from "@/lib/process-singleton";

/** Structured JSON, one line an event, to standard output. Names that could carry a secret are blanked. */
export const log = processSingleton("log", () =>
  pino({
    level: env.LOG_LEVEL,
    base: { app: "portico" },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
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
