// A web server for one folder: what a host does, and no more.
//
// It sends the headers that the site's own `_headers` file asks for, so that the
// browser enforces the policy which a real host would enforce.

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};

/** Serves a folder below a path such as `/a/b/`; gives its address and a way to stop. */
export async function serve(folder, below = "/") {
  const rules = headerRules(await readFile(join(folder, "_headers"), "utf8"));
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const found = await find(folder, path, below);
    for (const [name, value] of headersFor(rules, path, below)) response.setHeader(name, value);
    response.setHeader("Content-Type", TYPES[extname(found.file)] ?? "text/plain; charset=utf-8");
    response.writeHead(found.status);
    response.end(await readFile(found.file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { origin, root: origin + below, stop };
}

/** The file for a path, or the page that says that there is none. */
async function find(folder, path, below) {
  const missing = { status: 404, file: join(folder, "404.html") };
  if (!path.startsWith(below)) return missing;
  let inside = normalize(path.slice(below.length));
  if (inside.startsWith("..")) return missing;
  if (inside === "." || inside.endsWith(sep)) inside = join(inside, "index.html");
  const file = join(folder, inside);
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() ? { status: 200, file } : missing;
}

/** Reads `_headers`: a path on a line of its own, then headers, indented. */
export function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("/")) rules.push({ path: line.trim(), headers: [] });
    else if (line.trim()) {
      const colon = line.indexOf(":");
      rules.at(-1).headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

function headersFor(rules, path, below) {
  const inside = `/${path.slice(below.length)}`;
  const fits = (rule) => inside.startsWith(rule.path.replace(/\*$/, ""));
  return rules.filter(fits).flatMap((rule) => rule.headers);
}
