// Writes the page of the exercise: one HTML file with the engine and the documents in it, for any browser, offline.
//
//     node examples/dashboard/build.mjs FOLDER_OF_THE_PACKAGE TO
//
// What the page is about stands in settings.json: the folder of the documents, the day of asking, the mission shown
// first, and the day on which the clocks start (`starts` has those of missions that differ).
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { bundle } from "./bundle.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGE = join(HERE, "page");

/** The settings and the documents that they name: what the page asks about. */
export function exercise() {
  const settings = JSON.parse(readFileSync(join(HERE, "settings.json"), "utf8"));
  const folder = join(HERE, settings.data);
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const missions = readdirSync(folder)
    .filter((name) => /^mission-.*\.json$/.test(name))
    .sort();
  return { settings, registry: read("registry.json"), missions: missions.map(read) };
}

/** The page as a text, with the engine of the npm package in `folder`. */
export function page(folder) {
  const script = bundle(join(PAGE, "page.mjs"), {
    pledgebook: join(folder, "pledgebook.js"),
    "pledgebook/pledgebook.js": join(folder, "pledgebook.js"),
  });
  const parts = {
    style: readFileSync(join(PAGE, "page.css"), "utf8"),
    script,
    old: readFileSync(join(PAGE, "old-browser.js"), "utf8"),
    engine: packed(readFileSync(join(folder, "pledgebook_bg.wasm"))),
    exercise: packed(JSON.stringify(exercise())),
  };
  const allowed = {
    ...parts,
    "style-hash": hash(parts.style),
    "script-hash": hash(script),
    "old-hash": hash(parts.old),
  };
  // A function as the replacement: in a text, `$&` and the like would be taken for more than they are.
  return readFileSync(join(PAGE, "page.html"), "utf8").replace(/\{\{([a-z-]+)\}\}/g, (_, name) => {
    if (!(name in allowed)) throw new Error(`page.html asks for {{${name}}}, which there is not`);
    return allowed[name];
  });
}

const packed = (bytes) => gzipSync(bytes, { level: 9 }).toString("base64");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const [folder, to] = process.argv.slice(2);
  if (to === undefined) throw new Error("say where the package is and what to write");
  const text = page(folder);
  mkdirSync(dirname(resolve(to)), { recursive: true });
  writeFileSync(to, text);
  console.log(`${to}, ${Math.round(Buffer.byteLength(text) / 1000)} kB`);
}
