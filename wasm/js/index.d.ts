export * from "./pledgebook.js";
export { PledgebookError } from "./errors.js";
export type * from "./types.js";
