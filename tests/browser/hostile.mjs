// A site in which every field of every plan is written by somebody who means
// harm: no script of theirs runs, no request leaves, and nothing of theirs is
// more than text.
//
// Started by tests/browser.rs as `node hostile.mjs FOLDER`. The folder holds the
// site `hostile`, and the payloads are those of tests/hostile/payloads.json.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { launch } from "./browser.mjs";
import { listen, pagesIn } from "./crawl.mjs";
import { serve } from "./server.mjs";

const SITE = join(process.argv[2], "hostile");
const PAYLOADS = JSON.parse(await readFile(new URL("../hostile/payloads.json", import.meta.url), "utf8"));

/** How many of the links of one page are clicked. */
const CLICKED = 40;

const browser = await launch();
after(() => browser.close());

/** Opens a page that tells what runs, what is said and who is asked. */
async function within(options, use) {
  const server = await serve(SITE);
  const context = await browser.newContext(options);
  const ran = [];
  try {
    await context.exposeFunction("pwned", (which) => ran.push(which ?? "?"));
    const page = await context.newPage();
    const heard = listen(page, server.origin);
    page.on("dialog", (dialog) => {
      ran.push(dialog.message());
      return dialog.dismiss();
    });
    await use(page, server.root);
    assert.deepEqual(ran, [], "scripts that ran");
    assert.deepEqual(heard.strangers, [], "requests that left");
    assert.deepEqual(heard.said, [], "what the browser said");
  } finally {
    await context.close();
    await server.stop();
  }
}

/** Runs in a page: parses others, and gives what in them is more than text. */
async function harm(paths) {
  const schemes = ["http:", "https:", "mailto:", "tel:"];
  const hidden = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
  const fetched = { IMG: "src", SCRIPT: "src", LINK: "href", use: "href", image: "href", SOURCE: "src" };
  const never = "style, base, iframe, frame, object, embed, form, portal, foreignObject, animate, set, math, marquee, video, audio, x-hostile, meta[http-equiv=refresh]";
  const found = [];
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const all = [page, ...[...page.querySelectorAll("template")].map((template) => template.content)];
    const tell = (what, element) => found.push(`${path}: ${what}: ${element.outerHTML.slice(0, 160)}`);
    for (const root of all) {
      for (const element of root.querySelectorAll(never)) tell("an element that no page has", element);
      for (const element of root.querySelectorAll("script")) if (element.textContent.trim()) tell("a script", element);
      for (const element of root.querySelectorAll("*")) {
        const kind = element.tagName;
        for (const { name, value } of element.attributes) {
          if (name.startsWith("on") || name === "style" || name === "srcdoc" || /hostile|xmlns:|^x$/.test(name) && name !== "x") tell(`the attribute ${name}`, element);
          if (hidden.test(value)) tell(`a character that is not seen in ${name}`, element);
          if (/^(href|src|xlink:href|action|formaction|ping|srcset|poster|data|cite)$/.test(name)) {
            let url;
            try {
              url = new URL(value, location.origin + path);
            } catch {
              // What is no address leads nowhere.
              continue;
            }
            const picture = kind === "IMG" && /^data:image\/(png|gif|jpeg|webp|svg\+xml)/.test(url.href);
            if (!schemes.includes(url.protocol) && !picture) tell("an address", element);
            if (fetched[kind] === name && url.origin !== location.origin && !picture && element.rel !== "canonical") tell("a request", element);
            if (name === "href" && kind.toLowerCase() === "a" && url.protocol.startsWith("http") && url.origin !== location.origin) {
              const rel = element.getAttribute("rel") ?? "";
              if (!/noopener/.test(rel) || !/noreferrer/.test(rel)) tell("a way out without rel", element);
            }
          }
        }
        if (element.id && element.closest(".prose") && window.ours.includes(element.id)) tell("an id of ours", element);
      }
      const words = root.body?.textContent ?? root.textContent;
      const at = words.search(hidden);
      if (at >= 0) found.push(`${path}: a character that is not seen: ${JSON.stringify(words.slice(Math.max(0, at - 40), at + 40))}`);
    }
    if (hidden.test(page.title)) found.push(`${path}: the title has a character that is not seen`);
    if (page.head.querySelectorAll("meta[http-equiv=Content-Security-Policy]").length !== 1) found.push(`${path}: not one policy`);
  }
  return found;
}

/** One page of each kind; the others are parsed, as a browser does. */
function one(paths, at) {
  const kinds = new Map();
  for (const path of paths) {
    const parts = path.split("/").filter(Boolean);
    const last = parts.at(-1) ?? "";
    const kind = `${parts[0]} ${parts.length} ${/^(source|design|requirements|graph|timeline)$/.test(last) ? last : ""}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  return [...kinds.values()].map((all) => all[at % all.length]);
}

test("nothing on any page is more than text", () =>
  within({ bypassCSP: true }, async (page, root) => {
    const paths = (await pagesIn(SITE)).map((path) => `/${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`);
    assert.ok(paths.length > PAYLOADS.length, `${paths.length} pages`);
    await page.goto(root);
    const ours = await page.evaluate(() => [...document.querySelectorAll("[id]")].filter((element) => !element.closest(".prose")).map((element) => element.id));
    await page.evaluate((ids) => (window.ours = ids), ours);
    const problems = [];
    for (let at = 0; at < paths.length; at += 50) problems.push(...(await page.evaluate(harm, paths.slice(at, at + 50))));
    assert.equal(problems.length, 0, problems.slice(0, 40).join("\n"));
  }));

// Where the policy does not hold, as in a reader that saved the page, it is the
// text alone that has to be harmless.
for (const [at, [name, options]] of [["under the policy", {}], ["without it", { bypassCSP: true }]].entries()) {
  test(`pages are opened ${name}, and nothing of a stranger runs`, () =>
    within(options, async (page, root) => {
      const paths = one(await pagesIn(SITE), 7 + at);
      for (const path of paths) {
        await page.goto(root + encodeURI(path).replace(/[?#]/g, encodeURIComponent), { waitUntil: "load" });
        await page.evaluate((most) => {
          for (const details of document.querySelectorAll("details")) details.open = true;
          // No page is left: what would be asked for is what is looked at.
          addEventListener("click", (event) => {
            const link = event.target.closest("a");
            if (link && !/^(javascript|vbscript|data|blob|file|filesystem|view-source):/i.test(link.href.baseVal ?? link.href)) event.preventDefault();
          });
          const links = [...document.querySelectorAll("main a, main button, main summary")];
          for (const link of links.slice(0, most)) {
            link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
            link.focus();
            link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
          }
        }, CLICKED);
      }
    }));
}

test("what is searched for and found is text", () =>
  within({ bypassCSP: true }, async (page, root) => {
    await page.goto(`${root}search/`);
    await page.locator("main input").first().fill("pwned");
    await page.waitForSelector("main li a");
    const found = await page.evaluate(async (payloads) => {
      const box = document.querySelector("main input");
      const bad = [];
      const look = () => {
        for (const element of document.querySelectorAll("main img, main x-hostile, main script, main iframe, main style")) bad.push(`${box.value}: ${element.outerHTML}`);
        if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(document.querySelector("main").textContent)) bad.push(`${box.value}: a character that is not seen`);
      };
      const watch = new MutationObserver(look);
      watch.observe(document.body, { childList: true, subtree: true });
      for (const payload of payloads) {
        box.value = payload;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, 0));
      }
      return bad;
    }, PAYLOADS.map((payload, number) => payload.replace(/¤/g, number)));
    assert.deepEqual(found, []);
    for (const word of ["pwned", "hostile", "onerror", "script"]) {
      await page.goto(`${root}search/?q=${encodeURIComponent(`"><img src=x onerror=pwned('${word}')>${word}`)}`);
      await page.waitForSelector("main li a");
      const bad = await page.evaluate(() => document.querySelectorAll("main img, main x-hostile, main script").length);
      assert.equal(bad, 0, word);
    }
  }));
