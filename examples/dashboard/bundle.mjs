// Several modules in one script, so that a page needs no server: browsers load no module from beside a file.
//
// Each module becomes a function that is run once and returns what it exports, those that it imports first. Only the
// forms that our modules and the glue of the engine use are known; another one is an error, not a guess.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const IMPORT = /^import (?:(\w+)|\{\s([^}]+?),?\s\}) from ["']([^"']+)["'];$/gm;
const EXPORTED = /^export ((?:async )?function|class|const) (\w+)/gm;
const LISTED = /^export \{ ([^}]+) \};$/gm;

/** `entry` and all that it imports as one script; `named` says which file stands for a bare name. */
export function bundle(entry, named) {
  const places = new Map();
  const parts = [];
  const add = (file) => {
    if (places.has(file)) {
      if (places.get(file) === undefined) throw new Error(`${file} imports itself, by way of others`);
      return places.get(file);
    }
    places.set(file, undefined);
    const body = inOneScope(file, (name) => add(named[name] ?? resolve(dirname(file), name)));
    places.set(file, `module${parts.length}`);
    parts.push(`const module${parts.length} = (() => {\n${body}\n})();`);
    return places.get(file);
  };
  add(entry);
  const script = parts.join("\n");
  if (/<\/script|<!--/i.test(script)) throw new Error("the script has a text in it that would end it in a page");
  return script;
}

function inOneScope(file, place) {
  const exported = [];
  const text = readFileSync(file, "utf8")
    .replace(
      IMPORT,
      (_, whole, listed, name) => `const { ${whole ? `default: ${whole}` : renamed(listed)} } = ${place(name)};`,
    )
    .replace(EXPORTED, (_, kind, name) => (exported.push(name), `${kind} ${name}`))
    .replace(LISTED, (_, listed) => (exported.push(...listed.split(",").map(turned)), ""));
  const left = text.match(/^(?:import|export)\b.*$/m);
  if (left) throw new Error(`${file}: this form is not known: ${left[0]}`);
  return `${text}\nreturn { ${exported.join(", ")} };`;
}

const renamed = (listed) => listed.replace(/ as /g, ": ");

/** `here as there` in a list of exports, as a property of an object. */
function turned(item) {
  const [here, there] = item.trim().split(" as ");
  return there ? `${there}: ${here}` : here;
}
