import { handlers } from "@/lib/entry/auth";

export const { GET, POST } = handlers;
