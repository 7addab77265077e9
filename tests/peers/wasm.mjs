// Solves the columns of an instance (`instances.py`) so many times in WebAssembly, and prints the seconds of processor
// time of each solve, the steps and the cost as JSON.
//
//     node wasm.mjs FOLDER TIMES
import { readFileSync } from "node:fs";

import { Columns, solve } from "../../wasm/pkg/index.js";

const [folder, times] = process.argv.slice(2);

/** The numbers of a file of NumPy: a header, and after it the array. */
function numbers(name) {
  const bytes = readFileSync(`${folder}/${name}.npy`);
  const start = 10 + bytes.readUInt16LE(8);
  const kind = /'descr': '<(i\d)'/.exec(bytes.toString("latin1", 10, start))[1];
  const data = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
  return kind === "i4" ? new Int32Array(data) : new BigInt64Array(data);
}

const [state, group, stateMost, groupMost] = ["state", "group", "state_most", "group_most"].map(numbers);
const places = (found) => [...state.keys()].filter((lot) => found(state[lot]));
const limits = [
  ...[...stateMost].map((at_most, one) => ({ side: "supply", at_most, members: places((held) => held === one) })),
  ...[...groupMost].map((at_most, one) => ({ side: "supply", at_most, members: places((held) => group[held] === one) })),
];
const named = ["needs", "lots", "requirement", "lot", "cost", "shortage"].map((name) => [name, numbers(name)]);
const columns = new Columns({ ...Object.fromEntries(named), limits });
const seconds = [];
let plan;
for (let i = 0; i < Number(times); i += 1) {
  const begin = process.cpuUsage();
  plan = solve(columns);
  const { user, system } = process.cpuUsage(begin);
  seconds.push((user + system) / 1e6);
}
const [[, cost]] = plan.value();
console.log(JSON.stringify({ seconds, steps: plan.steps, cost: Number(cost), verified: plan.verify() }));
