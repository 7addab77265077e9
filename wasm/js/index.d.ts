export { Catalogue, Certificate, FollowUp, Journal, Mission, Plan, Registry, Scheme, View, WhatIf } from "./pledgebook.js";
export { ColumnPlan, Columns, ColumnWhatIf } from "./pledgebook.js";
export { audienceRules, codes, match, solve, version } from "./pledgebook.js";
export { PledgebookError } from "./errors.js";
export type {
  Column, ColumnChange, ColumnDifference, ColumnLimit, CoverageBy, GivenColumns, PlanUnderRows, SolveOptions, StopOptions, TablesOfPlan,
  TablesOfView, Told, WorkOptions,
} from "./pledgebook.js";
export type * as Types from "./types.js";
