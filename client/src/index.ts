export { type ClientOptions, createPorticoClient, type PorticoClient } from "./client.ts";
export { isPorticoError, PorticoError, type PorticoErrorType } from "./error.ts";
export type { Answer } from "./exchange.ts";
export type { CallOptions } from "./request.ts";
export { inMemory, type TokenStore, type Tokens } from "./tokens.ts";
export type * from "./types.ts";
