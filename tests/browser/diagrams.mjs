// Every kind of drawing, and a plan's own drawings with the state of its tasks.
//
// Started by tests/browser.rs as `node diagrams.mjs FOLDER`. The folder holds the
// site `diagrams`, built from `diagrams/`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { faults } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { listen } from "./crawl.mjs";
import { serve } from "./server.mjs";

const FOLDER = process.argv[2];
const LOOKS = [{ colorScheme: "light" }, { colorScheme: "dark" }];

const browser = await launch();
let server;
let page;
let heard;
before(async () => {
  server = await serve(join(FOLDER, "diagrams"));
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, reducedMotion: "reduce" });
  page = await context.newPage();
  heard = listen(page, new URL(server.root).origin);
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** Runs in the page: words that lie on others, that leave their box or their drawing. */
function crowded() {
  const problems = [];
  const box = (element) => element.getBoundingClientRect();
  const shown = (words) => words.textContent.trim() !== "" && box(words).width > 0;
  // Letters that stand aslant have a box that is larger than they are.
  const upright = (words) => !/matrix|rotate/.test(words.getAttribute("transform") ?? "");
  for (const svg of document.querySelectorAll(".diagram-svg")) {
    const heading = svg.closest("figure").previousElementSibling?.textContent ?? "";
    const frame = box(svg);
    const texts = [...svg.querySelectorAll("text")].filter((words) => shown(words) && upright(words));
    const name = (words) => `${heading}: “${words.textContent.slice(0, 40)}”`;
    texts.forEach((words, at) => {
      const own = box(words);
      const out = Math.max(frame.left - own.left, own.right - frame.right, frame.top - own.top, own.bottom - frame.bottom);
      if (out > 3) problems.push(`${name(words)} leaves the drawing by ${out.toFixed(1)} px`);
      const node = words.closest(".node");
      const shape = node?.querySelector("rect, circle, ellipse, path");
      if (shape) {
        const around = box(shape);
        const over = Math.max(around.left - own.left, own.right - around.right);
        if (over > 1) problems.push(`${name(words)} leaves its box by ${over.toFixed(1)} px`);
      }
      for (const other of texts.slice(at + 1)) {
        const its = box(other);
        const wide = Math.min(own.right, its.right) - Math.max(own.left, its.left);
        const high = Math.min(own.bottom, its.bottom) - Math.max(own.top, its.top);
        if (wide > 2 && high > 4) problems.push(`${name(words)} lies on “${other.textContent.slice(0, 40)}”`);
      }
    });
  }
  return problems;
}

for (const name of ["flowcharts", "others"]) {
  test(`the page of ${name} draws every block`, async () => {
    const source = readFileSync(new URL(`diagrams/${name}.md`, import.meta.url), "utf8");
    const blocks = source.match(/^```mermaid$/gm).length;
    await page.goto(`${server.root}${name}/`);
    assert.equal(await page.locator(".diagram-svg").count(), blocks);
    assert.deepEqual(await page.evaluate(crowded), []);
    for (const look of LOOKS) {
      await page.emulateMedia(look);
      assert.deepEqual(await faults(page), [], JSON.stringify(look));
    }
    await page.emulateMedia(LOOKS[0]);
    assert.deepEqual(heard.said, []);
    assert.deepEqual(heard.strangers ?? [], []);
  });
}

test("words of a drawing can be read on what they stand on, in light and dark", async () => {
  await page.goto(`${server.root}flowcharts/`);
  for (const look of LOOKS) {
    await page.emulateMedia(look);
    const weak = await page.evaluate(() => {
      const light = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const found = [];
      for (const node of document.querySelectorAll(".diagram-svg .node")) {
        const shape = node.querySelector("rect, circle, ellipse, path");
        const words = node.querySelector("text");
        if (!shape || !words) continue;
        const fill = getComputedStyle(shape).fill;
        const ground = fill === "none" ? getComputedStyle(document.body).backgroundColor : fill;
        const [a, b] = [light(ground), light(getComputedStyle(words).fill)].sort((x, y) => y - x);
        const contrast = (a + 0.05) / (b + 0.05);
        if (contrast < 4.5) found.push(`${words.textContent}: ${contrast.toFixed(2)}`);
      }
      return found;
    });
    assert.deepEqual(weak, [], JSON.stringify(look));
  }
  await page.emulateMedia(LOOKS[0]);
});

test("a plan's own drawing tells how each task stands, and leads to it", async () => {
  await page.goto(`${server.root}plans/boathouse/`);
  const drawing = page.locator(".author-drawing .diagram-svg");
  assert.equal(await drawing.count(), 1);
  assert.deepEqual(
    await drawing.locator("a.node").evaluateAll((nodes) => nodes.map((node) => node.querySelector("title").textContent)),
    [
      "1. Ground, 2 of 2 tasks done",
      "2.1 Raise the posts, Done",
      "2.2 Cut the beams, In progress, critical path",
      "2.3 Order the tiles, Ready",
      "3.1 Lay the rafters, Waiting, critical path",
      "3.2 Lay the tiles, Waiting, critical path",
      "4. Opening, 0 of 1 task done, critical path",
    ],
  );
  const drift = page.locator(".author-drawing .note li");
  assert.deepEqual(
    (await drift.allInnerTexts()).map((words) => words.replace(/ \S+:\d+$/, "")),
    [
      "3.2 waits for 3.1, and the drawing does not show it.",
      "The drawing has 2.1 before 3.1, whose own dependencies do not name it.",
    ],
  );
  assert.equal(await drawing.locator(".missing.tip").count(), 1);
  assert.equal(await drawing.locator(".edge-of.extra").count(), 1);
  assert.deepEqual(await page.evaluate(crowded), []);
  for (const [at, target] of [[1, "t-2.1"], [0, "phase-1"]]) {
    await page.goto(`${server.root}plans/boathouse/`);
    await drawing.locator("a.node").nth(at).click();
    assert.equal(new URL(page.url()).hash, `#${target}`);
    assert.equal(await page.locator(`[id="${target}"]`).count(), 1);
  }
  // Where the block stands in the text, the page points to the drawing.
  await page.locator('.text .diagram a[href$="#drawn-1"]').click();
  assert.equal(new URL(page.url()).hash, "#drawn-1");
});

test("what an author draws without a task stays as it is", async () => {
  await page.goto(`${server.root}plans/quilt/`);
  const drawing = page.locator(".author-drawing .diagram-svg");
  assert.equal(await drawing.locator("g.node").count(), 1);
  assert.equal(await drawing.locator("a.group").count(), 1);
  assert.equal(await drawing.locator(".edge-of.loop").count(), 1);
});

test("the page of the graph has the author's drawing and all dependencies", async () => {
  await page.goto(`${server.root}plans/boathouse/graph/`);
  assert.equal(await page.locator(".author-drawing .diagram-svg").count(), 1);
  assert.equal(await page.locator(".graph-svg").count(), 1);
  for (const look of [...LOOKS, { media: "print" }, { media: "screen", forcedColors: "active" }]) {
    await page.emulateMedia(look);
    assert.deepEqual(await faults(page), [], JSON.stringify(look));
  }
  await page.emulateMedia({ media: "screen", forcedColors: "none" });
});
