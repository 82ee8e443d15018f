/** Where the API's paths begin. */
export const API_BASE = "/api/v1";
