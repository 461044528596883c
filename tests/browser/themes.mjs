// The built-in themes beside the default one, and what a site makes its own.
//
// Started by tests/browser.rs as `node themes.mjs FOLDER`. The folder holds the
// site of all states in the theme `slate`, with a logo, a foot and a slot.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { faults, faultsOfColours } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { contrast } from "./colour.mjs";
import { crawl, unfold } from "./crawl.mjs";
import { serve } from "./server.mjs";

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

const browser = await launch();
const server = await serve(join(process.argv[2], "slate"));
after(async () => {
  await browser.close();
  await server.stop();
});

async function visit(settings, use) {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce", ...settings });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

const walked = await visit({}, (page) => crawl(page, server.root));

/** A page of each kind: of those whose addresses have the same shape the first. */
const kinds = () => {
  const shape = (url) => url.slice(server.root.length).replace(/^(plans|examples|patterns)\/[^/]+\//, "$1/*/");
  return [...new Map([...walked.pages.keys()].reverse().map((url) => [shape(url), url])).values()];
};

test("the theme changes how the site looks, and nothing breaks", () =>
  visit({ viewport: PHONE }, async (page) => {
    assert.deepEqual(walked.said, []);
    assert.deepEqual(walked.strangers, []);
    for (const [url, { status, wide, inline }] of walked.pages) {
      assert.equal(status, 200, url);
      assert.deepEqual([...wide, ...inline], [], url);
    }
    await page.goto(server.root);
    assert.equal(await page.locator("nav.side").count(), 0, "a block is replaced");
    assert.ok((await page.locator("nav.row-of-pages a").count()) > 1);
    assert.equal(await page.locator("nav.row-of-pages [aria-current]").count(), 1);
    await page.locator(".menu > summary").click();
    assert.equal(await page.locator(".menu-list").isVisible(), true);
    await page.keyboard.press("Escape");
  }));

test("logo, foot, slot and rules of the site are on every page", () =>
  visit({}, async (page) => {
    for (const url of kinds()) {
      await page.goto(url);
      const logo = page.locator(".brand img.logo");
      assert.equal(await logo.getAttribute("alt"), "A leaf", url);
      assert.ok(await logo.evaluate((image) => image.complete && image.naturalWidth > 0), url);
      assert.equal((await page.locator(".from-the-site").innerText()).trim(), "Meeting on Monday");
      assert.match(await page.locator("footer").innerText(), /Run by the club/);
      const style = await page.locator("h1").first().evaluate((heading) => getComputedStyle(heading).fontStyle);
      assert.equal(style, "italic", "a rule of the site wins over one with a stronger selector");
    }
  }));

test("no kind of page has a fault that axe finds, in light and dark", () =>
  visit({}, async (page) => {
    for (const url of kinds()) {
      await page.goto(url);
      await unfold(page);
      for (const [viewport, colorScheme, ask] of [[DESK, "light", faults], [PHONE, "dark", faultsOfColours]]) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await ask(page), [], `${url}, ${colorScheme}`);
      }
    }
  }));

test("the colours of the theme have contrast, by the system and by the switch", async () => {
  const kinds = ["done", "doing", "ready", "waiting", "blocked", "note", "critical", "skipped", "accent"];
  const names = ["bg", "panel", "sunk", "text", "text2", "muted", "line-strong", ...kinds, ...kinds.map((kind) => `${kind}-bg`)];
  for (const colorScheme of ["light", "dark"]) {
    await visit({ colorScheme }, async (page) => {
      const tokens = () =>
        page.evaluate((wanted) => {
          const style = getComputedStyle(document.documentElement);
          return Object.fromEntries(wanted.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
        }, names);
      await page.goto(server.root);
      const value = await tokens();
      const weak = [];
      const demand = (front, back, least) => {
        const found = contrast(value[front], value[back]);
        if (!(found >= least)) weak.push(`${colorScheme}: ${front} on ${back} is ${found.toFixed(2)}`);
      };
      for (const back of ["bg", "panel", "sunk"]) {
        for (const front of ["text", "text2", "muted", ...kinds]) demand(front, back, 4.5);
        demand("line-strong", back, 3);
      }
      for (const kind of kinds) demand(kind, `${kind}-bg`, 4.5);
      assert.deepEqual(weak, []);
      await page.emulateMedia({ colorScheme: colorScheme === "light" ? "dark" : "light" });
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), colorScheme);
      assert.deepEqual(await tokens(), value);
    });
  }
});
