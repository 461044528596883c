// A walk through the whole site, page by page, as a reader could walk it.

import { readdir } from "node:fs/promises";

/** The widths at which every page must fit: a desk, a phone, and a small one. */
export const WIDTHS = [1440, 390, 320];

/** The addresses of all pages of a site in a folder, below its root. */
export async function pagesIn(folder) {
  const names = await readdir(folder, { recursive: true });
  const pages = names.filter((name) => /(^|\/)index\.html$/.test(name));
  return pages.map((name) => name.slice(0, -"index.html".length)).sort();
}

/** Follows every link from the front page; gives what each page is and has. */
export async function crawl(page, root) {
  const heard = listen(page, new URL(root).origin);
  const pages = new Map();
  const waiting = [root];
  while (waiting.length > 0) {
    const url = waiting.shift();
    if (pages.has(url)) continue;
    await page.setViewportSize({ width: WIDTHS[0], height: 900 });
    const response = await page.goto(url);
    const seen = await page.evaluate(look);
    pages.set(url, { status: response.status(), ...seen, wide: await tooWide(page) });
    for (const link of seen.links) {
      const target = link.split("#")[0];
      if (target.startsWith(root) && target.endsWith("/")) waiting.push(target);
    }
  }
  return { pages, ...heard };
}

/** Writes down what a page says on its console and whom it asks. */
export function listen(page, origin) {
  const said = [];
  const strangers = [];
  page.on("console", (message) => said.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`${page.url()}: ${error}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) strangers.push(url);
  });
  page.on("requestfailed", (request) => {
    // The browser gives up on an icon when the next page is asked for: no fault.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    said.push(`${page.url()}: no ${request.url()}`);
  });
  return { said, strangers };
}

/** Runs in the page: its links, its ids, and what the policy forbids. */
function look() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const absolute = (value) => new URL(value, document.baseURI).href;
  const ids = all("[id]").map((element) => element.id);
  const handlers = all("*").filter((element) =>
    [...element.attributes].some(({ name }) => name === "style" || name.startsWith("on")),
  );
  const inline = all("style, script:not([src])").concat(handlers);
  return {
    title: document.title,
    headings: all("h1").length,
    links: all("[href]").map((element) => absolute(element.getAttribute("href"))),
    sources: all("[src]").map((element) => absolute(element.getAttribute("src"))),
    outside: all("a[href^='http']").map((a) => [a.href, a.rel]),
    ids,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    inline: inline.map((element) => element.outerHTML.slice(0, 120)),
  };
}

/**
 * The widths at which the page is wider than its window, folded and unfolded. Folded
 * it holds less, and is looked at where there is least room.
 */
async function tooWide(page) {
  const wide = [];
  const look = async (width, how) => {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(overflow);
    if (over) wide.push(`${width} px${how}: ${over}`);
  };
  await look(WIDTHS.at(-1), "");
  await unfold(page);
  for (const width of WIDTHS.toReversed()) await look(width, ", unfolded");
  return wide;
}

/** Runs in the page: by how much it is too wide, and what sticks out. */
function overflow() {
  const root = document.documentElement;
  const extra = root.scrollWidth - root.clientWidth;
  if (extra <= 0) return "";
  const out = [...document.querySelectorAll("main *")].find(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
  );
  return `${extra} px too wide, ${out?.outerHTML.slice(0, 100) ?? "for no visible reason"}`;
}

/** Opens everything that folds, but the menu, which would cover the page. */
export function unfold(page) {
  return page.evaluate(() => {
    for (const fold of document.querySelectorAll("details:not(.menu)")) fold.open = true;
  });
}
