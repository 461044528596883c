// Every state that a site, a plan and a task can be in, and every language.
//
// Started by tests/browser.rs as `node states.mjs FOLDER`. The folder holds a
// site for each language, `states-en` and the like, built from `states/`.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { chromium } from "playwright-core";

import { faults } from "./axe.mjs";
import { crawl, listen, unfold } from "./crawl.mjs";
import { serve } from "./server.mjs";

const FOLDER = process.argv[2];
const PHONE = { width: 390, height: 844 };

// The sandbox does not start for root, and the pages are our own.
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
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

    const sources = /(source|about-this-data)\/$/;
    let seen = false;
    for (const url of walked.pages.keys()) {
      // One page of source lines is like the other.
      if (sources.test(url) && seen) continue;
      seen ||= sources.test(url);
      await page.setViewportSize(PHONE);
      await page.goto(url);
      await unfold(page);
      for (const look of [{ colorScheme: "light" }, { colorScheme: "dark" }]) {
        await page.emulateMedia(look);
        for (const fault of await faults(page)) problems.push(`${url} ${JSON.stringify(look)}: ${fault}`);
      }
    }
    assert.deepEqual(problems, []);
  }));

test("paper and forced colours have no fault that axe finds", () =>
  within("en", async (page, root) => {
    for (const path of ["", "plans/", "next/", "tasks/", "plans/quay/", "plans/quay/graph/", "graph/", "plans/lighthouse/graph/", "plans/lighthouse/graph/phase-2/", "plans/quay/requirements-matrix/", "plans/harbour-light/", "timeline/", "plans/breakwater/timeline/"]) {
      await page.goto(root + path);
      await unfold(page);
      for (const look of [{ media: "print" }, { media: "screen", forcedColors: "active" }]) {
        await page.emulateMedia(look);
        assert.deepEqual(await faults(page), [], `${path} ${JSON.stringify(look)}`);
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
      assert.equal(page.url(), `${root}plans/lighthouse/graph/phase-2/`);
    }
    const own = page.locator('.graph-svg a.node[id^="n-2."]');
    assert.equal(await own.count(), 18);
    assert.equal(await page.locator(".band").count(), 1);
    await page.locator("nav.turn .forth").click();
    assert.equal(page.url(), `${root}plans/lighthouse/graph/phase-3/`);

    // From a task's row to its box, and back.
    await page.goto(`${root}plans/lighthouse/#t-2.4`);
    await page.locator('[id="t-2.4"] summary').first().click();
    await page.getByRole("link", { name: "What is around it" }).and(page.locator('[id="t-2.4"] a')).click();
    assert.equal(page.url(), `${root}plans/lighthouse/graph/phase-2/#n-2.4`);
    const lit = page.locator(".node:target .box");
    assert.ok((await lit.evaluate((box) => parseFloat(getComputedStyle(box).strokeWidth))) >= 3);
    await page.locator(".node:target").click();
    assert.equal(page.url(), `${root}plans/lighthouse/#t-2.4`);
  }));

test("the words of every drawing stay inside their boxes, and boxes do not touch", () =>
  within("en", async (page, root) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const walked = await crawl(page, root);
    const pages = [...walked.pages.keys()].filter((url) => /graph\/|plans\/[^/]+\/$/.test(url));
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
