import type { Code, Finding } from "./types.js";

/** An input was refused. It carries every finding, and nothing was changed. */
export class PledgebookError extends Error {
  readonly code: Code;
  readonly findings: Finding[];
  private constructor();
}
