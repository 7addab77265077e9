import { PledgebookError } from "./errors.js";

// After a fault of ours (a panic or a trap in the engine) its memory is not to be trusted. One Error tells what
// happened; from then on every call is refused, instead of answered from what is left.
let fault;

/** Called by the engine as it panics. */
export function panicked(text) {
  fault = text;
  throw new Error(`pledgebook: internal error, please report it: ${fault}`);
}

/** The engine's exports, each refusing to run after a fault. */
export function guarded(exports) {
  const entries = Object.entries(exports);
  return Object.fromEntries(entries.map(([name, it]) => [name, typeof it === "function" ? guard(name, it) : it]));
}

function guard(name, call) {
  return (...values) => {
    if (fault !== undefined) {
      // There is nothing left to give back; and finalizers call these, which must not throw.
      if (name.endsWith("_free")) return undefined;
      throw new Error(`pledgebook stopped after an internal error: load the page or start the process anew. It was: ${fault}`);
    }
    try {
      return call(...values);
    } catch (error) {
      if (isTrap(error)) panicked(String(error));
      if (error?.message === FREED) throw freed();
      throw error;
    }
  };
}

// What the glue of wasm-bindgen says of an object without a place in the engine.
const FREED = "null pointer passed to rust";

function freed() {
  const finding = { code: "wrong-type", severity: "refused", path: "", message: "The object was freed; it has nothing to ask." };
  return new PledgebookError(finding.code, `${finding.message} [${finding.code}]`, JSON.stringify([finding]));
}

// Traps that come without a panic: memory out of bounds, and the stack (whose error each browser names its own way).
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === "InternalError";
}
