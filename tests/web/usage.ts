// The package as a user's TypeScript sees it (tsc --strict); never run.
import { version } from "pledgebook";

export const text: string = version();
// @ts-expect-error: a type that admits everything would let this pass
export const number: number = version();
