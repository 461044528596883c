// Every link of every page of a built site, followed without a browser: on a
// server at a path, or as files.

import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The pages of a site in a folder, below its root. */
export async function filesIn(folder, ending) {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => name.split(sep).join("/")).sort();
}

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&#x2F;": "/" };
const plain = (text) => text.replace(/&(?:amp|lt|gt|quot|#39|#x27|#x2F);/g, (entity) => ENTITIES[entity]);

/** The links and the ids of a page. */
function read(html) {
  const text = html.replace(/<!--.*?-->/gs, "");
  const values = (pattern) => [...text.matchAll(pattern)].map((found) => plain(found[1]));
  return {
    links: values(/<[^>]*?\s(?:href|src|xlink:href)="([^"]*)"/g),
    ids: new Set(values(/<[^>]*?\sid="([^"]*)"/g)),
  };
}

/**
 * Follows the links of all pages: gives how many there are, and those that lead
 * nowhere. `root` is where the folder lies, and `fileOf` gives the file that is
 * answered with for an address below it.
 */
async function follow(folder, root, fileOf) {
  const pages = new Map();
  for (const name of await filesIn(folder, ".html")) {
    const html = await readFile(join(folder, name), "utf8");
    pages.set(name, { address: addressOf(name, root), ...read(html) });
  }
  const dead = [];
  let links = 0;
  const known = new Map();
  for (const [name, page] of pages) {
    if (name === "404.html") continue;
    for (const link of page.links) {
      const url = new URL(link, page.address);
      if (url.protocol !== new URL(root).protocol || url.host !== new URL(root).host) continue;
      links += 1;
      const [target, anchor] = url.href.split("#");
      if (!known.has(target)) known.set(target, await fileOf(target.split("?")[0]));
      const file = known.get(target);
      if (file === undefined) dead.push(`${name}: ${link}`);
      else if (anchor && pages.has(file) && !pages.get(file).ids.has(decodeURIComponent(anchor))) {
        dead.push(`${name}: ${link} (no such place)`);
      }
    }
  }
  return { pages: pages.size, links, dead };
}

const addressOf = (name, root) =>
  root.startsWith("file:") ? new URL(name, root).href : root + name.replace(/(^|\/)index\.html$/, "$1");

/** Follows all links of a site on a server, as `serve` of server.mjs starts it. */
export function followServed(folder, { origin, root }) {
  return follow(folder, root, async (address) => {
    if (!address.startsWith(root)) return undefined;
    const response = await fetch(address);
    await response.arrayBuffer();
    if (response.status !== 200 || !address.startsWith(origin)) return undefined;
    const inside = decodeURIComponent(address.slice(root.length));
    return inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside;
  });
}

/** Follows all links of a site in a folder, where a folder is no page. */
export function followFiles(folder) {
  const root = `${pathToFileURL(folder).href}/`;
  return follow(folder, root, async (address) => {
    if (!address.startsWith(root)) return undefined;
    const file = fileURLToPath(address);
    const info = await stat(file).catch(() => undefined);
    return info?.isFile() ? relative(folder, file).split(sep).join("/") : undefined;
  });
}
