import type { NextConfig } from "next";

const config: NextConfig = {
  // lib/env.ts reads the same variable, but may not be asked here: a build has no database and no secrets.
  distDir: process.env.PORTICO_BUILD_DIR?.trim() || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // The framework would print the arguments of every action while developing: passwords too.
  logging: { serverFunctions: false },
  // The server in lib/entry/server.ts leaves compression to the reverse proxy: see docs/decisions.
  compress: false,
  serverExternalPackages: [
    "pino",
    "pg",
    "graphile-worker",
    "@node-rs/argon2",
    "bcryptjs",
    "sharp",
    "nodemailer",
    "rate-limiter-flexible",
    "fxa-common-password-list",
  ],
  experimental: { serverActions: { bodySizeLimit: "2mb" } },
};

export default config;
