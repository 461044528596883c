// Every state that a site, a plan and a task can be in, and every language.
//
// Started by tests/browser.rs as `node states.mjs FOLDER`. The folder holds a
// site for each language, `states-en` and the like, built from `states/`.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { faults, faultsOfColours } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { crawl, listen, pagesIn, unfold } from "./crawl.mjs";
import { serve } from "./server.mjs";

const FOLDER = process.argv[2];
const PHONE = { width: 390, height: 844 };

const browser = await launch();
after(() => browser.close());

/** Serves the site of a language while it is looked at. */
async function within(language, use) {
  const server = await serve(join(FOLDER, `states-${language}`));
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: "reduce" });
  try {
    return await use(await context.newPage(), server.root);
  } finally {
    await context.close();
    await server.stop();
  }
}

const words = async (page, selector) => (await page.locator(selector).first().innerText()).replace(/\s+/g, " ").trim();

test("every page of every state is whole, and free of what axe finds", () =>
  within("en", async (page, root) => {
    const walked = await crawl(page, root);
    assert.deepEqual(walked.said, []);
    assert.deepEqual(walked.strangers, []);
    const problems = [];
    for (const [url, { status, wide, inline, twice, headings, links }] of walked.pages) {
      if (status !== 200) problems.push(`${url} answers ${status}`);
      for (const fault of [...wide, ...inline, ...twice]) problems.push(`${url}: ${fault}`);
      if (headings !== 1) problems.push(`${url} has ${headings} headings of the first level`);
      for (const link of links) {
        const [target, fragment] = link.split("#");
        const there = walked.pages.get(target);
        if (there && fragment && !there.ids.includes(decodeURIComponent(fragment))) {
          problems.push(`${url}: no #${fragment} in ${target}`);
        }
      }
    }
    assert.deepEqual(problems, []);

    // Of pages that are alike but for their words, a few say enough.
    const alike = [
      [/(source|about-this-data)\/$/, 1],
      [/\/(timeline|graph\/[^/]+)\/$/, 3],
    ];
    const seen = alike.map(() => 0);
    for (const url of walked.pages.keys()) {
      const kind = alike.findIndex(([pattern]) => pattern.test(url));
      if (kind >= 0 && ++seen[kind] > alike[kind][1]) continue;
      await page.setViewportSize(PHONE);
      await page.goto(url);
      await unfold(page);
      for (const fault of await faults(page)) problems.push(`${url}: ${fault}`);
    }
    assert.deepEqual(problems, []);
  }));

test("dark pages, paper and forced colours have no fault that axe finds", () =>
  within("en", async (page, root) => {
    for (const path of ["", "plans/", "next/", "tasks/", "plans/quay/", "plans/quay/graph/", "graph/", "plans/lighthouse/graph/", "plans/lighthouse/graph/phase-2/", "plans/quay/requirements-matrix/", "plans/harbour-light/", "timeline/", "plans/breakwater/timeline/"]) {
      await page.goto(root + path);
      await unfold(page);
      for (const [look, ask] of [
        [{ colorScheme: "dark" }, faultsOfColours],
        [{ colorScheme: "light", media: "print" }, faults],
        [{ media: "screen", forcedColors: "active" }, faultsOfColours],
      ]) {
        await page.emulateMedia(look);
        assert.deepEqual(await ask(page), [], `${path} ${JSON.stringify(look)}`);
      }
      await page.emulateMedia({ media: "screen", forcedColors: "none" });
    }
  }));

test("a task in a folded phase is shown when it is linked to, and on paper", () =>
  within("en", async (page, root) => {
    await page.goto(`${root}plans/breakwater/`);
    const row = page.locator('[id="t-2.3"]');
    assert.equal(await row.isVisible(), false);
    await page.goto(`${root}plans/breakwater/#t-2.3`);
    assert.equal(await row.isVisible(), true);
    assert.ok(await row.evaluate((element) => element.matches(":target")));
    await page.goto(`${root}plans/breakwater/timeline/`);
    const folded = page.locator("#lane-1 .timeline-svg");
    assert.equal(await folded.isVisible(), false);
    await page.locator(".timeline-svg a.span").first().click();
    assert.equal(await folded.isVisible(), true, "the bar of a phase opens its own drawing");
    await page.goto(`${root}plans/breakwater/`);
    await page.emulateMedia({ media: "print" });
    assert.ok((await row.boundingBox())?.height > 0);
  }));

test("a line stands at the day that counts as today", () =>
  within("en", async (page, root) => {
    await page.goto(`${root}plans/breakwater/timeline/`);
    await page.setViewportSize({ width: 1440, height: 900 });
    const chart = page.locator(".timeline-svg").first();
    const today = await chart.locator(".today").boundingBox();
    assert.match(await chart.locator(".today-label").textContent(), /^Today, 11 May$/);
    // Marks are Mondays, and the eleventh of May 2026 is one.
    const marks = await chart.locator(".tick").evaluateAll((all) => all.map((mark) => [mark.textContent, mark.getBoundingClientRect().x]));
    const before = marks.filter(([, x]) => x < today.x).pop();
    assert.ok(before, JSON.stringify(marks));
  }));

test("each state is told in words", () =>
  within("en", async (page, root) => {
    const told = {
      "plans/museum/": /All 3 tasks are done\./,
      "plans/ferry/": /None of 3 tasks is done\. Nothing can start now\. One is blocked; two wait/,
      "plans/harbour-light/": /These tasks wait for each other.* 1\.1 → 1\.2 → 1\.3 → 1\.1/,
      "plans/crane/": /Waits for “9\.9”: there is no such task/,
      "plans/archive/pier/": /This plan is archived/,
      "plans/templates/": /This is a template/,
      "plans/boats/": /This is a draft/,
      "plans/nothing/": /No tasks found\. Tasks are lines such as - \[ \] 1\.1 Title/,
      "plans/breakwater/": /4\.2 .*Was due on 20 April 2026/,
      "plans/breakwater/timeline/": /Today is 11 May 2026\. 4\.2 is overdue\..* 4\.1 is in progress, and not changed for 14 days or more/,
      "timeline/": /plans? (have|has) no dates and stands? in the table only/,
      "plans/quay/": /Blocked: the council decides on the colour in May/,
      "plans/fog-signal/": /<b>Not bold<\/b> & "quoted" <script>alert\(1\)<\/script>/,
    };
    for (const [path, words_] of Object.entries(told)) {
      await page.goto(root + path);
      assert.match(await words(page, "main"), words_, path);
    }
    await page.goto(`${root}plans/quay/`);
    const waits = await words(page, '[id="t-3.2"] .why');
    assert.match(waits, /^Waits for 2\.1, 2\.2 and 3\.1\. .* is blocked\./, waits);
  }));

test("a graph of many tasks is drawn phase by phase, and each phase opens", () =>
  within("en", async (page, root) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const path of ["plans/lighthouse/", "plans/lighthouse/graph/"]) {
      await page.goto(root + path);
      const boxes = page.locator(".graph-svg").first().locator("a.node.many");
      assert.equal(await boxes.count(), 3, path);
      assert.match(await boxes.nth(1).locator("title").textContent(), /0 of 18 done Tower, /);
      await boxes.nth(1).click();
      await page.waitForURL(`${root}plans/lighthouse/graph/phase-2/`);
    }
    const own = page.locator('.graph-svg a.node[id^="n-2."]');
    assert.equal(await own.count(), 18);
    assert.equal(await page.locator("#all .band").count(), 1);
    await page.locator("nav.turn .forth").click();
    await page.waitForURL(`${root}plans/lighthouse/graph/phase-3/`);

    // From a task's row to what is around it, and back.
    await page.goto(`${root}plans/lighthouse/#t-2.4`);
    await page.locator('[id="t-2.4"] summary').first().click();
    await page.getByRole("link", { name: "What is around it" }).and(page.locator('[id="t-2.4"] a')).click();
    await page.waitForURL(`${root}plans/lighthouse/graph/phase-2/#around-2.4`);
    await page.locator("a.node.middle:visible").click();
    await page.waitForURL(`${root}plans/lighthouse/#t-2.4`);

    // A box that is linked to is lit, and leads to its row.
    await page.goto(`${root}plans/lighthouse/graph/phase-2/#n-2.4`);
    const lit = page.locator(".node:target .box");
    assert.ok((await lit.evaluate((box) => parseFloat(getComputedStyle(box).strokeWidth))) >= 3);
    await page.locator(".node:target").click();
    await page.waitForURL(`${root}plans/lighthouse/#t-2.4`);
  }));

test("the words of every drawing stay inside their boxes, and boxes do not touch", () =>
  within("en", async (page, root) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const all = await pagesIn(join(FOLDER, "states-en"));
    const pages = all.filter((path) => /graph\/|plans\/[^/]+\/$/.test(path)).map((path) => root + path);
    let seen = 0;
    for (const url of pages) {
      await page.goto(url);
      const [count, faults] = await page.evaluate(() => {
        const faults = [];
        let count = 0;
        for (const svg of document.querySelectorAll(".graph-svg")) {
          const boxes = [];
          for (const node of svg.querySelectorAll("a.node")) {
            const box = node.querySelector(".box").getBBox();
            for (const text of node.querySelectorAll("text")) {
              const { x, width, y, height } = text.getBBox();
              const inside = x >= box.x && x + width <= box.x + box.width && y + height <= box.y + box.height + 1;
              if (!inside) faults.push(text.textContent);
            }
            for (const other of boxes) {
              const apart = box.x + box.width <= other.x || other.x + other.width <= box.x
                || box.y + box.height <= other.y || other.y + other.height <= box.y;
              if (!apart) faults.push(`${node.textContent} touches another box`);
            }
            boxes.push(box);
            count += 1;
          }
        }
        return [count, faults];
      });
      assert.deepEqual(faults, [], url);
      seen += count;
    }
    assert.ok(seen > 100, `${seen} boxes`);
  }));

// What a page says by itself, on pages whose own text is in no language at all.
const SPOKEN = {
  de: { dir: "ltr", nav: "Übersicht", verdict: /^\d+ von \d+ Aufgaben sind erledigt\./ },
  "zh-Hans": { dir: "ltr", nav: "概览", verdict: /^\d+ 个任务中已完成 \d+ 个。/ },
  ar: { dir: "rtl", nav: "Overview", verdict: /tasks are done\./ },
};

for (const [language, expected] of Object.entries(SPOKEN)) {
  test(`the site speaks ${language}`, () =>
    within(language, async (page, root) => {
      const heard = listen(page, new URL(root).origin);
      for (const path of ["", "plans/quay/", "plans/quay/graph/", "graph/", "plans/lighthouse/graph/", "next/", "tasks/", "owners/jonas/", "plans/quay/requirements-matrix/", "about-this-data/"]) {
        await page.goto(root + path);
        const html = page.locator("html");
        assert.equal(await html.getAttribute("lang"), language);
        assert.equal(await html.evaluate((root) => getComputedStyle(root).direction), expected.dir);
        await unfold(page);
        assert.deepEqual(await faults(page), [], path);
        for (const width of [1440, 390, 320]) {
          await page.setViewportSize({ width, height: 844 });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${path} is ${over} px too wide at ${width} px`);
        }
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(root);
      assert.match(await words(page, "main .lede"), expected.verdict);
      assert.equal(await words(page, "nav.side a"), expected.nav);
      assert.deepEqual(heard.said, []);
    }));
}

/** What the program says in Latin letters in any language: names, keys, formats, what is typed. */
const NAMES = new Set("ouro ouroboros spec kit SVG DOT JSON Mermaid Markdown kB Enter Esc Ctrl CODE check explain token Title".split(" "));

/** The words in Latin letters that stand in the files of a folder. */
async function written(folder) {
  const found = new Set();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    for (const text of [path.slice(folder.length), await readFile(path, "utf8")]) {
      for (const [word] of text.matchAll(/\p{Script=Latin}+/gu)) found.add(word);
    }
  }
  return found;
}

test("a Chinese site says nothing in English of its own", () =>
  within("zh-Hans", async (page, root) => {
    const plans = await written(join(FOLDER, "source-zh-Hans"));
    const english = new Set();
    let seen = 0;
    for (const path of await pagesIn(join(FOLDER, "states-zh-Hans"))) {
      const url = root + path;
      // The lines of a file are its author's.
      if (url.endsWith("/source/")) continue;
      await page.goto(url);
      const texts = await page.evaluate(() => {
        const texts = [document.title];
        const take = (root) => {
          for (const element of root.querySelectorAll("*")) {
            if (element.localName === "template") take(element.content);
            // A code is a name, and a sentence that is marked as English is meant to be.
            if (element.closest("script, style, code, [lang=en]")) continue;
            for (const name of ["aria-label", "title", "alt", "placeholder"]) texts.push(element.getAttribute(name) ?? "");
            for (const child of element.childNodes) {
              if (child.nodeType !== Node.TEXT_NODE) continue;
              // What stands there for want of a script is text to a browser that has one.
              texts.push(element.localName === "noscript" ? child.data.replace(/<[^>]*>/g, "") : child.data);
            }
          }
        };
        take(document);
        texts.push(document.querySelector("meta[name=description]")?.content ?? "");
        return texts;
      });
      for (const text of texts) {
        // What is cut to fit is no whole word, and what stands in braces is filled in by the script.
        for (const [word] of text.replace(/\p{Script=Latin}+…|\{\w+\}/gu, "").matchAll(/\p{Script=Latin}{2,}/gu)) {
          if (!plans.has(word) && !NAMES.has(word)) english.add(`${word} in “${text.trim()}” of ${url}`);
        }
      }
      seen += texts.length;
    }
    assert.ok(seen > 10000, `${seen} texts`);
    assert.deepEqual([...english], []);
  }));

test("a page from right to left turns, and what has a direction of its own does not", () =>
  within("ar", async (page, root) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${root}plans/quay/`);
    const box = (selector) => page.locator(selector).first().boundingBox();
    const style = (selector, name) => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], name);
    assert.ok((await box("nav.side")).x > (await box("main")).x + 500, "the navigation stands on the right");
    assert.ok((await box(".row .icon")).x > (await box(".row .name")).x, "a row starts on the right");
    assert.equal(await style(".bar", "scale"), "-1 1");
    assert.equal(await style(".icon.state-ready", "scale"), "-1 1");
    assert.equal(await style(".icon.state-done", "scale"), "none");
    for (const [path, selector] of [["plans/quay/", ".diagram-scroll"], ["plans/quay/graph/", ".graph"], ["timeline/", ".graph"], ["handbook/", "pre"], ["plans/quay/", ".cite"]]) {
      await page.goto(root + path);
      assert.equal(await style(selector, "direction"), "ltr", `${selector} of ${path}`);
    }
    // “2 of 9 tasks are done.”: the words are English, and their number stands before them.
    await page.goto(`${root}plans/quay/`);
    const [number, words_] = await page.locator(".lede b").first().evaluate(({ firstChild: text }) =>
      [[0, 1], [2, 4]].map(([start, end]) => {
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, end);
        return range.getBoundingClientRect().x;
      }));
    assert.ok(number < words_, `${number}, ${words_}`);
  }));

test("on paper a drawing keeps its size and its colours, and what only a screen can follow is left out", () =>
  within("en", async (page, root) => {
    await page.setViewportSize({ width: 680, height: 1000 });
    await page.emulateMedia({ media: "print" });
    for (const path of ["plans/quay/", "plans/breakwater/", "plans/quay/graph/", "timeline/"]) {
      await page.goto(root + path);
      for (const icon of await page.locator(".legend .icon").all()) {
        assert.ok((await icon.boundingBox()).width <= 24, `an icon of ${path} is as large as a word`);
      }
      for (const svg of await page.locator(":is(.graph-svg, .timeline-svg, .diagram-svg):visible").all()) {
        const width = Number(await svg.getAttribute("width"));
        const shown = await svg.boundingBox();
        assert.ok(shown.width <= Math.min(width, 680) + 1, `${path}: ${width} is drawn as ${shown.width}`);
      }
    }
    await page.goto(`${root}plans/quay/`);
    for (const selector of [".author-drawing > details", ".links > :not(.pattern)", ".fields .around"]) {
      assert.ok((await page.locator(selector).count()) > 0, selector);
      assert.equal(await page.locator(`${selector} >> visible=true`).count(), 0, selector);
    }
    // The address of a link to another host follows its words, unless it is its words.
    await page.goto(`${root}handbook/`);
    const after = await page.locator('.prose a[href^="http"]').evaluateAll((all) => all.map((a) => getComputedStyle(a, "::after").content));
    assert.equal(after.length, 2);
    assert.match(after[0], /https:\/\/example\.org\/office/);
    assert.equal(after[1], "none");
    await page.goto(`${root}plans/quay/graph/`);
    const colours = await page.locator(".graph-svg a.node").evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).color));
    assert.ok(new Set(colours).size >= 4, colours.join(" "));
  }));
