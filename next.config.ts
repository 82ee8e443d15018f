import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
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
