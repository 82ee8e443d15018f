// The contract's other name for the same endpoint.
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "@/app/api/v1/auth/password/change/route";
