/** An input was refused. It carries every finding, and nothing was changed. */
export class PledgebookError extends Error {
  constructor(code, message, findings) {
    super(message);
    this.name = "PledgebookError";
    this.code = code;
    this.findings = JSON.parse(findings);
  }
}
