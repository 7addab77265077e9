// Opens a page in headless Chromium, served from folders on 127.0.0.1, and holds it to that address.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const PACKAGE = fileURLToPath(new URL("./node_modules/pledgebook", import.meta.url));

// A page whose modules say `import ... from "pledgebook"`, as a user's do.
const BLANK = `<!doctype html><html lang="en"><meta charset="utf-8"><title>pledgebook</title><link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "pledgebook": "/pledgebook/index.js" } }</script></html>`;

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a page asks for, nothing but this machine has an address.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/**
 * Serves `folder` at / (without one: a blank page with an import map) and the installed package at /pledgebook/,
 * opens `path`, and returns what `use(page)` returns. Fails where the page throws, logs an error, or asks any
 * other host for anything.
 */
export async function inBrowser({ folder, path = "/" }, use) {
  const executablePath = process.env.CHROMIUM;
  assert.ok(executablePath, "set the variable CHROMIUM to the browser's program, as `cargo xtask test` does");
  const server = await serve(folder);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage();
    const asked = [];
    const problems = [];
    page.context().on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(origin + path);
    const answer = await use(page);
    const local = (url) => url.startsWith(`${origin}/`) || url.startsWith("data:") || url.startsWith("blob:");
    assert.deepEqual(asked.filter((url) => !local(url)), [], "requests to other hosts");
    assert.deepEqual(problems, [], "errors in the page");
    return answer;
  } finally {
    await browser.close();
    server.close();
  }
}

async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    try {
      const [type, body] = await find(folder, path);
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function find(folder, path) {
  const [root, rest] = path.startsWith("/pledgebook/") ? [PACKAGE, path.slice("/pledgebook".length)] : [folder, path];
  if (root === undefined) {
    assert.equal(rest, "/");
    return [TYPES[".html"], BLANK];
  }
  const file = normalize(join(root, rest.endsWith("/") ? `${rest}index.html` : rest));
  assert.ok(file.startsWith(normalize(root) + sep));
  return [TYPES[extname(file)] ?? "application/octet-stream", await readFile(file)];
}
