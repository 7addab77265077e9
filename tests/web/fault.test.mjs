// After a fault in the engine nothing is answered any more (the engine itself never panics on purpose, so a stand-in).
import assert from "node:assert/strict";
import { test } from "node:test";

const installed = new URL("./node_modules/pledgebook/fault.js", import.meta.url);

// Each test takes a module of its own: the fault is remembered in it.
async function engine(name, exports) {
  const { guarded, panicked } = await import(`${installed}?${name}`);
  return { panicked, ...guarded(exports) };
}

test("a panic is told once, then every call is refused with its text", async () => {
  const { panicked, ask, thing_free } = await engine("panic", { ask: () => 1, thing_free: () => assert.fail() });
  assert.equal(ask(), 1);
  assert.throws(() => panicked("panicked at a.rs:1:2"), /internal error, please report it: panicked at a\.rs:1:2/);
  assert.throws(ask, /stopped after an internal error.*panicked at a\.rs:1:2/);
  assert.equal(thing_free(), undefined);
});

test("a trap without a panic counts as one", async () => {
  const trap = () => {
    throw new WebAssembly.RuntimeError("memory access out of bounds");
  };
  const { ask, trapped } = await engine("trap", { ask: () => 1, trapped: trap });
  assert.throws(trapped, /internal error.*memory access out of bounds/);
  assert.throws(ask, /stopped after an internal error/);
});

test("a refused input stops nothing, and what is no function is left alone", async () => {
  const refuse = () => {
    throw new Error("refused");
  };
  const pages = {};
  const { ask, refused, memory } = await engine("refused", { ask: () => 1, refused: refuse, memory: pages });
  assert.throws(refused, /^Error: refused$/);
  assert.equal(ask(), 1);
  assert.equal(memory, pages);
});
