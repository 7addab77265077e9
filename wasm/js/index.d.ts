export * from "./pledgebook.js";
export { PledgebookError } from "./errors.js";
export type * as Types from "./types.js";
