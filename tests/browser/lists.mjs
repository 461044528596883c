// Lists: the table of all tasks with its filters, owners, and turning pages.
//
// Started by tests/browser.rs as `node lists.mjs FOLDER`. The folder holds `many`,
// a site of many tasks, which is served below a path as some hosts do.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import { faultsAt } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { listen } from "./crawl.mjs";
import { serve } from "./server.mjs";

const SITE = join(process.argv[2], "many");
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Tasks of the site: 40 plans of 40 tasks, and one of 300. */
const ALL = 1900;

const server = await serve(SITE, "/a/b/");
const browser = await launch();
after(async () => {
  await browser.close();
  await server.stop();
});

/** Opens a page in a window of its own, and closes that at the end. */
async function visit(path, options, use) {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce", ...options });
  try {
    const page = await context.newPage();
    const heard = listen(page, server.origin);
    await page.goto(new URL(path, server.root).href);
    return await use(page, heard);
  } finally {
    await context.close();
  }
}

const filter = (page, name) => page.locator(`.filter [name="${name}"]`);
const status = (page) => page.locator("[data-filter-status]");
const found = (page) => page.locator("[data-filtered] tbody tr");
const told = async (page, words) => {
  await page.waitForFunction(
    ([selector, wanted]) => document.querySelector(selector).textContent.startsWith(wanted),
    ["[data-filter-status]", words],
  );
};

/** Looks at a page in every theme and width. */
async function isWhole(page, name) {
  for (const viewport of [DESK, PHONE, { width: 320, height: 640 }]) {
    await page.setViewportSize(viewport);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name} is ${over} px too wide at ${viewport.width} px`);
  }
  assert.deepEqual(await faultsAt(page, [DESK, PHONE]), [], name);
}

test("every task is listed once, page by page, without a script", () =>
  visit("tasks/", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".filter").isVisible(), false);
    const seen = new Set();
    let rows = 0;
    for (let number = 1; ; number += 1) {
      const links = await page.locator("table.tasks tr[data-state] .name").evaluateAll((all) => all.map((a) => a.href));
      assert.ok(links.length <= 200, `${links.length} rows on page ${number}`);
      rows += links.length;
      for (const link of links) seen.add(link);
      const words = await page.locator(".turning p").textContent();
      const [, shown, pages] = words.match(/^Page (\d+) of (\d+)$/).map(Number);
      assert.equal(shown, number);
      // How things stand is said once, so that the other pages do not change with it.
      assert.equal(await page.locator("main .lede").count(), number === 1 ? 1 : 0);
      assert.equal(await page.locator(".turning [aria-current=page]").textContent(), String(number));
      const next = page.locator(".turning [rel=next]");
      if ((await next.count()) === 0) {
        assert.equal(number, pages);
        break;
      }
      await next.click();
      // The address is there before the last rows are.
      await page.waitForURL(`**/a/b/tasks/page-${number + 1}/`, { waitUntil: "load" });
    }
    assert.equal(seen.size, ALL);
    assert.equal(rows, ALL);
    // A link by state finds the page on which that state starts.
    await page.goto(`${server.root}tasks/`);
    await page.getByRole("link", { name: /^Done/ }).first().click();
    await page.waitForURL(/tasks\/page-\d+\/#done$/);
    await page.locator("tbody:target tr.group").waitFor();
  }));

test("a row of a large plan leads to what is around its task, without a script", async () => {
  await visit("plans/quarry/page-2/", { javaScriptEnabled: false }, async (page) => {
    const row = page.locator('li.task[id="t-3.24"]');
    const name = await row.locator(".name").first().textContent();
    await row.locator("summary").first().click();
    await row.getByRole("link", { name: "What is around it" }).click();
    const shown = page.locator(".neighbours:visible");
    await shown.first().waitFor();
    assert.equal(await shown.count(), 1, page.url());
    assert.ok((await shown.locator("h2").textContent()).endsWith(name));
    assert.equal(await shown.locator("a.node.middle").count(), 1);
    assert.ok((await shown.locator("a.node").count()) >= 2, "its neighbours stand around it");
    assert.ok((await page.locator(".neighbours").count()) > 1, "those of other tasks are not seen");
    await shown.getByRole("link", { name: "The whole drawing of this part" }).click();
    assert.equal(await page.locator("#all .graph-svg").isVisible(), true);
    await page.goBack();
    await shown.locator(".links a").first().click();
    await page.locator("li.task:target").waitFor();
    assert.equal(await page.locator("li.task:target .name").first().textContent(), name, page.url());
  });
  await visit("plans/quarry/page-2/", {}, async (page, heard) => {
    const href = await page.locator('.fields a[href*="#around-"]').first().getAttribute("href");
    await page.goto(new URL(href, page.url()).href);
    await isWhole(page, "what is around a task");
    assert.deepEqual(heard.said, []);
  });
});

test("a row of a later page leads to its task, on whichever page of its plan it stands", () =>
  visit("plans/quarry/page-2/", {}, async (page, heard) => {
    const phases = await page.locator("section.phase h2").allTextContents();
    assert.deepEqual(phases.map((title) => title.trim()), ["3. Face 3"]);
    assert.equal(await page.locator(".graph-figure, .facts").count(), 0, "what is said of the whole stands on the first page");
    await page.getByRole("navigation", { name: "Phases" }).getByRole("link", { name: "2. Face 2" }).click();
    assert.ok(page.url().endsWith("/plans/quarry/#phase-2"), page.url());
    await page.goto(`${server.root}tasks/?q=${encodeURIComponent("3.60 quarry")}`);
    await told(page, "Matching tasks: 1 of");
    await found(page).locator(".name").click();
    await page.waitForURL("**/plans/quarry/page-2/#t-3.60");
    await page.locator(".task:target").waitFor();
    assert.deepEqual(heard.said, []);
  }));

test("a state is chosen, counted, kept in the address, and there again after a reload", () =>
  visit("tasks/", {}, async (page, heard) => {
    await filter(page, "state").selectOption("blocked");
    await told(page, `Matching tasks: 1 of ${ALL}.`);
    assert.equal(new URL(page.url()).search, "?state=blocked");
    assert.equal(await status(page).getAttribute("role"), "status");
    assert.equal(await found(page).count(), 1);
    assert.match(await found(page).textContent(), /Blocked: the crane is out on loan/);
    assert.equal(await page.locator("[data-unfiltered]").isVisible(), false);
    await page.reload();
    await told(page, `Matching tasks: 1 of ${ALL}.`);
    assert.equal(await filter(page, "state").inputValue(), "blocked");
    await isWhole(page, "the filtered list");
    await page.getByRole("button", { name: "Clear filters" }).click();
    assert.equal(new URL(page.url()).search, "");
    assert.equal(await page.locator("[data-unfiltered]").isVisible(), true);
    assert.equal(await status(page).textContent(), "");
    assert.deepEqual(heard.said, []);
    assert.deepEqual(heard.strangers, []);
  }));

test("filters look at all tasks, from whichever page, and add up", () =>
  visit("tasks/page-4/?owner=wanda", {}, async (page) => {
    await told(page, `Matching tasks: 30 of ${ALL}.`);
    assert.equal(await filter(page, "owner").inputValue(), "wanda");
    await filter(page, "phase").selectOption({ label: "Phase 2" });
    await told(page, "Matching tasks: 10 of");
    await filter(page, "q").fill("SPLIT block 70");
    await told(page, "Matching tasks: 1 of");
    assert.equal(new URL(page.url()).search, "?q=SPLIT+block+70&phase=2&owner=wanda");
    const row = found(page).first();
    assert.equal(await row.locator(".who a").getAttribute("href"), `${server.root}owners/wanda/`);
    assert.equal(await row.locator(".of a").getAttribute("href"), `${server.root}plans/quarry/`);
    // One plan loads the files that can hold it, and no others.
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${server.root}tasks/?plan=depot9&state=done`);
    await told(page, "Matching tasks: 10 of");
    const files = asked.filter((path) => path.includes("/rows-"));
    assert.ok(files.length >= 1 && files.length <= 2, files.join(" "));
    for (const path of new Set(asked.filter((path) => path.endsWith(".json")))) {
      const size = (await (await fetch(new URL(path, server.origin))).arrayBuffer()).byteLength;
      assert.ok(size < 100_000, `${path} has ${size} bytes`);
    }
  }));

test("many matches are shown in part, and the rest on demand", () =>
  visit("tasks/?state=done", {}, async (page) => {
    await told(page, `Matching tasks: 500 of ${ALL}.`);
    assert.equal(await found(page).count(), 200);
    const more = page.getByRole("button", { name: "Show more" });
    await more.click();
    assert.equal(await found(page).count(), 400);
    assert.equal(await page.evaluate(() => document.activeElement.closest("tr")?.rowIndex), 201);
    await more.click();
    assert.equal(await found(page).count(), 500);
    assert.equal(await more.isVisible(), false);
  }));

test("a link by state asks for that state where there is a script", () =>
  visit("tasks/page-2/", {}, async (page) => {
    await filter(page, "state").waitFor();
    await page.locator("[data-state-link=blocked]").click();
    await told(page, "Matching tasks: 1 of");
    assert.equal(await filter(page, "state").inputValue(), "blocked");
  }));

test("from a disk the tasks of the page are filtered, and that is said", async () => {
  const context = await browser.newContext({ viewport: DESK });
  try {
    const page = await context.newPage();
    const file = pathToFileURL(join(SITE, "tasks/index.html")).href;
    await page.goto(`${file}?q=kettle`);
    await told(page, "Matching tasks: ");
    assert.match(await status(page).textContent(), /of \d+\. Only the tasks of this page were searched/);
    const shown = page.locator("[data-unfiltered] tr[data-state]:visible");
    const titles = await shown.locator(".name").allTextContents();
    assert.ok(titles.length > 0 && titles.every((title) => title.includes("kettle")), titles.join());
  } finally {
    await context.close();
  }
});

test("an owner has a page with what is theirs, state by state", () =>
  visit("owners/", {}, async (page) => {
    await page.locator("table").getByRole("link", { name: "Wanda" }).click();
    await page.waitForURL("**/owners/wanda/");
    assert.match(await page.locator("main .lede").textContent(), /^10 of 30 tasks are done\./);
    const groups = await page.locator("main h2").allTextContents();
    assert.deepEqual(groups.map((title) => title.replace(/\s+/g, " ").trim()), ["Ready 10", "Blocked 1", "Waiting 9", "Done 10"]);
    await page.locator("main .rows .name").first().click();
    await page.locator(".task:target").waitFor();
  }));

for (const path of ["tasks/page-3/", "plans/quarry/page-2/", "plans/quarry/graph/page-2/", "owners/wanda/", "next/page-2/"]) {
  test(`${path} is whole, and free of what axe finds`, () => visit(path, {}, (page) => isWhole(page, path)));
}
