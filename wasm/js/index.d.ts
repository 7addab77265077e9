export { Catalogue, Certificate, FollowUp, Mission, Plan, Registry, Scheme, View, WhatIf } from "./pledgebook.js";
export { ColumnPlan, Columns } from "./pledgebook.js";
export { codes, match, solve, version } from "./pledgebook.js";
export { PledgebookError } from "./errors.js";
export type { Column, ColumnLimit, GivenColumns, SolveOptions, StopOptions } from "./pledgebook.js";
export type * as Types from "./types.js";
