// What the script adds: search, keys, links to copy, the lit graph, and what is
// new since the last visit.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { faultsAt } from "./axe.mjs";
import { listen } from "./crawl.mjs";
import { serve } from "./server.mjs";

const PHONE = { width: 390, height: 844 };

/** The tests; `visit` opens a page of the site in a window of its own. */
export function scriptTests({ browser, folder, plans, plan, server, visit }) {
  const inside = (url) => url.replace(/^\//, "");
  const tasks = plans.flatMap((each) => each.tasks);
  const links = (page) => page.locator(".finder ol .name");
  const said = (page) => page.locator(".finder [role=status]");

  /** Opens the search by its key and types; gives the titles that are found. */
  async function look(page, words) {
    const field = page.locator(".finder input");
    if (!(await field.isVisible())) await page.keyboard.press("/");
    await field.fill("");
    await page.waitForFunction(() => document.querySelector(".finder [role=status]").textContent === "");
    await field.fill(words);
    await page.waitForFunction(() => document.querySelector(".finder [role=status]").textContent !== "");
    return links(page).allTextContents();
  }

  test("the search finds by id, by title, by a beginning, and with a letter wrong", () =>
    visit("", {}, async (page, heard) => {
      const open = tasks.find((task) => task.ready && task.id && task.title.length > 12);
      const sameId = tasks.filter((task) => task.id === open.id).map((task) => task.title);
      const [first] = await look(page, open.id);
      assert.ok(sameId.includes(first), `${open.id} finds ${first}`);
      const ids = await page.locator(".finder .found .id mark").allTextContents();
      assert.ok(ids.filter((id) => id === open.id).length >= sameId.length, "each that has the id is there");

      assert.equal((await look(page, open.title))[0], open.title);
      assert.equal(await page.locator(".finder .found").first().getByRole("img").getAttribute("aria-label"), "Ready");

      const word = plan.title.match(/\p{L}{8,}/u)[0];
      const beginning = await look(page, word.slice(0, 6).toLowerCase());
      assert.ok(beginning.slice(0, 8).some((title) => title.includes(word)), `${word}: ${beginning}`);
      const swapped = word.slice(0, 3) + word[4] + word[3] + word.slice(5);
      const wrong = await look(page, swapped);
      assert.ok(wrong.slice(0, 8).some((title) => title.includes(word)), `${swapped}: ${wrong}`);
      const start = `q${word.slice(1)}`;
      const other = await look(page, start);
      assert.ok(other.slice(0, 8).some((title) => title.includes(word)), `${start}: ${other}`);

      assert.ok((await look(page, "t")).length > 5, "one letter is enough");
      assert.deepEqual(await look(page, "xqzzkv"), []);
      assert.match(await said(page).textContent(), /Nothing is found for “xqzzkv”/);
      assert.deepEqual(heard.said, []);
      assert.deepEqual(heard.strangers, []);
    }));

  test("open tasks come before done ones, titles before texts, plans before pages", () =>
    visit("", {}, async (page) => {
      const [id] = tasks
        .filter((task) => task.state === "done" && task.id)
        .map((task) => task.id)
        .filter((each) => tasks.some((task) => task.id === each && task.state !== "done"));
      await look(page, id);
      const states = await page
        .locator(".finder .found", { has: page.locator(".id mark", { hasText: new RegExp(`^${id}$`) }) })
        .locator("svg.icon")
        .evaluateAll((all) => all.map((icon) => icon.getAttribute("aria-label")));
      assert.ok(states.includes("Done") && states[0] !== "Done", states.join());
      assert.ok(states.indexOf("Done") > states.findLastIndex((state) => state !== "Done"), states.join());

      await look(page, "dependency graph");
      const kinds = await page.locator(".finder .found .why").allTextContents();
      assert.equal(kinds[0], "Plan");
      assert.ok(await page.locator(".finder .found").first().locator(".name mark").count(), "what matches is marked");
    }));

  test("accents and capitals make no difference", () =>
    visit("", {}, async (page) => {
      const task = tasks.find((each) => /\p{L}*[äöü]\p{L}+/u.test(each.title));
      const word = task.title.match(/\p{L}*[äöü]\p{L}+/u)[0];
      const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
      for (const words of [word, plain]) {
        assert.ok((await look(page, words)).includes(task.title), words);
      }
      const marks = await page.locator(".finder mark").allTextContents();
      assert.ok(marks.includes(word), marks.join());
    }));

  test("the search is used by keys alone, and gives the focus back", () =>
    visit("", {}, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement.className || document.activeElement.tagName);
      await page.locator("[data-search]").focus();
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("dialog.finder").isVisible(), true);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog.finder").isVisible(), false);
      assert.equal(await focused(), "search-open");

      await page.keyboard.press("Control+k");
      await page.keyboard.type(plan.title);
      await page.locator(".finder .found").first().waitFor();
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), plan.title);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.equal(await focused(), "INPUT");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${plan.url}`);
      assert.equal(await page.locator("h1").textContent(), plan.title);
    }));

  test("a result on the same page closes the search and leads there", () =>
    visit(inside(plan.url), {}, async (page) => {
      const task = plan.tasks.find((each) => each.title.length > 12);
      await look(page, task.title);
      await page.keyboard.press("Enter");
      await page.locator(".task:target").waitFor();
      assert.equal(await page.locator("dialog.finder").isVisible(), false);
      assert.equal(await page.locator(".task:target").getAttribute("id"), task.url.split("#")[1]);
    }));

  test("the page of the search keeps what is looked for in its address", () =>
    visit("search/?q=dependency+graph", {}, async (page) => {
      const list = page.locator(".finder-page");
      await list.locator(".found").first().waitFor();
      assert.equal(await list.locator("input").inputValue(), "dependency graph");
      await list.locator("input").fill(plan.title);
      await page.waitForFunction((title) => document.querySelector(".finder-page .name")?.textContent === title, plan.title);
      assert.equal(new URL(page.url()).searchParams.get("q"), plan.title);
      await page.reload();
      await list.locator(".found").first().waitFor();
      assert.equal(await list.locator("input").inputValue(), plan.title);
    }));

  test("without a script everything stands under its first letter", () =>
    visit("", { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
      await page.locator("a.search-open").click();
      assert.equal(await page.locator("h1").textContent(), "Search");
      assert.equal(await page.locator(".finder-page input").count(), 0);
      // Where there is much, each letter has pages of its own.
      const links = (selector) => page.locator(selector).evaluateAll((all) => all.map((link) => link.href.split("#")[0]));
      const waiting = new Set([page.url()]);
      const listed = [];
      for (const url of waiting) {
        await page.goto(url);
        listed.push(...(await page.locator(".rows .name").evaluateAll((all) => all.map((link) => link.href))));
        for (const link of await links("main a")) if (link.startsWith(`${server.root}search/`)) waiting.add(link);
      }
      const wanted = [...plans, ...tasks].map(({ url }) => server.root + inside(url));
      assert.deepEqual(wanted.filter((url) => !listed.includes(url)), []);
    }));

  test("a large site has pages for its letters, and an index in several files", async () => {
    const other = await serve(join(folder, "many"));
    const context = await browser.newContext({ viewport: PHONE, reducedMotion: "reduce" });
    try {
      const page = await context.newPage();
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(`${other.root}search/`);
      const letters = await page.locator(".letters a").evaluateAll((all) => all.map((link) => link.href));
      const listed = new Set();
      for (const letter of letters) {
        for (let next = letter; next;) {
          await page.goto(next);
          const rows = await page.locator("main .rows .name").evaluateAll((all) => all.map((link) => link.href));
          assert.ok(rows.length <= 200, next);
          for (const row of rows) listed.add(row);
          next = await page.locator(".turning [rel=next]").evaluateAll(([link]) => link?.href);
        }
      }
      // 40 plans with 40 tasks each, and a long one.
      assert.equal(listed.size, 40 * 41 + 301);
      await page.goto(letters[0]);
      assert.deepEqual(await faultsAt(page, [page.viewportSize()]), []);

      const shards = (await readdir(join(folder, "many", "assets"))).filter((name) => name.endsWith(".json"));
      asked.length = 0;
      const found = await look(page, "2.7 depot17");
      assert.deepEqual(found.length, 1, "the id and the plan together name one task");
      const read = asked.filter((path) => path.includes("/assets/search.") && path.endsWith(".json"));
      assert.ok(read.length < shards.length, `${read.length} of ${shards.length} files are read`);
    } finally {
      await context.close();
      await other.stop();
    }
  });

  test("Chinese and Japanese are found, and the words are Chinese", async () => {
    const other = await serve(join(folder, "chinese"));
    const context = await browser.newContext({ locale: "zh-CN" });
    try {
      const page = await context.newPage();
      const heard = listen(page, other.origin);
      await page.goto(other.root);
      assert.deepEqual(await look(page, "浇水"), ["安装自动浇水系统"]);
      assert.deepEqual(await page.locator(".finder .name mark").allTextContents(), ["浇水"]);
      assert.equal(await said(page).textContent(), "1 条结果");
      assert.ok((await look(page, "箱")).includes("订购木箱和泥土"), "one character");
      assert.deepEqual(await look(page, "东墙"), ["安装自动浇水系统"], "in the text");
      assert.deepEqual(await look(page, "トマト"), ["トマトの苗を植える"]);
      assert.deepEqual(await look(page, "krauter 播种"), ["播种 Ärmel-Kräuter"]);
      assert.match(await page.locator(".finder .why").first().textContent(), /^任务 · 屋顶花园$/);
      assert.deepEqual([...heard.said, ...heard.strangers], []);
    } finally {
      await context.close();
      await other.stop();
    }
  });

  test("the search works below a path, on an unknown address, and asks no one else", async () => {
    const other = await serve(join(folder, "below"), "/a/b/");
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const { strangers } = listen(page, other.root);
      await page.goto(other.root + inside(plan.url));
      assert.equal((await look(page, plan.title))[0], plan.title);
      await page.goto(`${other.root}no/such/page/`);
      assert.equal((await look(page, plan.title))[0], plan.title);
      await page.keyboard.press("Enter");
      await page.waitForURL(other.root + inside(plan.url));
      assert.deepEqual(strangers, []);
    } finally {
      await context.close();
      await other.stop();
    }
  });

  test("on pages from the disk the search says that it cannot, and leads to the letters", async () => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(folder, "site", "index.html")).href);
      await page.keyboard.press("/");
      await page.locator(".finder [role=status]", { hasText: "opened from the disk" }).waitFor();
      await page.locator(".finder [data-letters]").click();
      await page.waitForURL("**/search/index.html");
      // Where there is much, each letter has a page of its own.
      const letter = page.locator(".letters a", { hasText: new RegExp(`^${plan.title[0]}\\b`) });
      if (await letter.count()) await letter.first().click();
      const row = page.locator(".rows .name", { hasText: plan.title }).first();
      await row.click();
      await page.locator("h1", { hasText: plan.title }).waitFor();
    } finally {
      await context.close();
    }
  });

  test("the script cuts texts as the index does", () =>
    visit("", {}, async (page) => {
      const samples = JSON.parse(await readFile(new URL("terms.json", import.meta.url), "utf8"));
      const module = await page.locator("[data-search]").evaluate((link) => new URL(link.dataset.search, document.baseURI).href);
      const cut = await page.evaluate(
        async ([address, texts]) => {
          const { pieces } = await import(address);
          return texts.map((text) => pieces(text));
        },
        [module, Object.keys(samples)],
      );
      assert.deepEqual(Object.fromEntries(Object.keys(samples).map((text, at) => [text, cut[at]])), samples);
    }));

  test("the scripts and the files of the index stay small", async () => {
    const assets = join(folder, "site", "assets");
    const sizes = {};
    for (const name of await readdir(assets)) {
      const bytes = await readFile(join(assets, name));
      if (/^search\..*\.json$/.test(name)) assert.ok(bytes.length <= 100_000, `${name}: ${bytes.length} bytes`);
      if (name.endsWith(".js")) sizes[name.split(".")[0]] = gzipSync(bytes).length;
    }
    assert.ok(sizes.theme <= 512, `theme.js: ${sizes.theme} bytes`);
    assert.ok(sizes.ouro <= 6 * 1024, `ouro.js: ${sizes.ouro} bytes`);
    assert.ok(sizes.search <= 6 * 1024, `search.js: ${sizes.search} bytes`);
  });

  test("the dialogs have no fault that axe finds, in any theme or width", () =>
    visit("", {}, async (page) => {
      const looked = async (what) => {
        assert.deepEqual(await faultsAt(page, [{ width: 1440, height: 900 }, PHONE]), [], what);
      };
      await look(page, "task");
      await looked("search");
      await page.keyboard.press("Escape");
      await page.locator("dialog.finder").waitFor({ state: "hidden" });
      // A field that is gone has the focus until the next frame is drawn.
      await page.waitForFunction(() => !document.activeElement.matches("input"));
      await page.keyboard.press("?");
      await page.locator("dialog.keys").waitFor();
      await looked("keys");
    }));

  test("the keys lead to pages and through tasks", () =>
    visit("", {}, async (page) => {
      await page.keyboard.press("g");
      await page.keyboard.press("p");
      await page.waitForURL("**/plans/");
      await page.keyboard.press("g");
      await page.keyboard.press("o");
      await page.waitForURL(server.root);
      await page.goto(server.root + inside(plan.url));
      const current = () => page.evaluate(() => document.activeElement.closest(".task")?.id);
      const rows = await page.locator("main .task").evaluateAll((all) => all.map((row) => row.id));
      await page.keyboard.press("j");
      assert.equal(await current(), rows[0]);
      await page.keyboard.press("j");
      assert.equal(await current(), rows[1]);
      await page.keyboard.press("k");
      assert.equal(await current(), rows[0]);
      await page.keyboard.press("Enter");
      assert.equal(await page.locator(".task:target").getAttribute("id"), rows[0]);
    }));

  test("single keys are silent in a field, and where they are turned off", () =>
    visit("", {}, async (page) => {
      const finder = page.locator("dialog.finder");
      const keys = page.locator("dialog.keys");
      await page.keyboard.press("/");
      await page.locator(".finder input").fill("");
      await page.keyboard.type("?j");
      assert.equal(await page.locator(".finder input").inputValue(), "?j");
      assert.equal(await keys.count(), 0);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Alt+/");
      assert.equal(await finder.isVisible(), false);

      await page.locator("[data-keys]").click();
      await keys.locator("input").uncheck();
      await page.keyboard.press("Escape");
      await page.reload();
      await page.keyboard.press("/");
      assert.equal(await finder.count(), 0, "the choice is remembered");
      await page.keyboard.press("Control+k");
      assert.equal(await finder.isVisible(), true, "a key with Control still works");
      await page.keyboard.press("Escape");
      await page.locator("[data-keys]").click();
      await keys.locator("input").check();
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      assert.equal(await finder.isVisible(), true);
    }));

  test("the link to a task is copied by its button and by a key", () =>
    visit(inside(plan.url), { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const row = page.locator("main .task").nth(1);
      const button = row.locator("> .what .copy");
      const seen = () => button.evaluate((each) => getComputedStyle(each).opacity);
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await page.mouse.move(0, 0);
      assert.equal(await seen(), "0");
      await row.hover();
      assert.equal(await seen(), "1");
      await page.mouse.move(0, 0);
      assert.equal(await seen(), "0");
      await row.locator("> .what a.name").focus();
      await page.keyboard.press("Tab");
      assert.equal(await button.evaluate((each) => each === document.activeElement), true);
      assert.equal(await seen(), "1");
      await page.keyboard.press("Enter");
      await page.locator(".told", { hasText: "copied" }).waitFor();
      const link = `${server.root}${inside(plan.url)}#${await row.getAttribute("id")}`;
      assert.equal(await copied(), link);
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await page.keyboard.press("y");
      await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
      assert.equal(await copied(), link);
    }));

  test("a task of the graph is lit with what it waits for and what it unlocks", () =>
    visit(`${inside(plan.url)}graph/`, {}, async (page) => {
      const svg = page.locator(".graph-svg").first();
      // A box with lines on both sides.
      const number = await svg.evaluate((each) => {
        const ends = (name) => new Set([...each.querySelectorAll(`[data-${name}]`)].map((line) => line.dataset[name]));
        const from = ends("from");
        const isBox = (number) => each.querySelector(`a.node[data-node="${number}"]`) !== null;
        return [...ends("to")].find((to) => from.has(to) && isBox(to));
      });
      const node = svg.locator(`a.node[data-node="${number}"]`);
      const told = page.locator(".graph-told").first();
      const count = (name) => svg.locator(`a.node.${name}`).count();
      await node.hover();
      assert.ok((await count("up")) > 0 && (await count("down")) > 0);
      assert.equal(await count("on"), (await count("up")) + (await count("down")) + 1);
      assert.match(await told.textContent(), /comes after \S.+, and before \S.+\./);
      const faded = svg.locator("a.node:not(.on)").first();
      if (await faded.count()) {
        assert.ok(Number(await faded.evaluate((each) => getComputedStyle(each).opacity)) < 0.5);
      }
      await page.keyboard.press("Escape");
      assert.equal(await count("on"), 0);
      assert.equal(await told.textContent(), "");

      await page.mouse.move(0, 0);
      await page.locator(".graph").first().focus();
      await page.keyboard.press("Tab");
      assert.equal(await count("on") > 0, true, "the focus lights, too");
      assert.equal(await told.getAttribute("role"), "status");
    }));

  test("a finger lights a task first, and follows it then", () =>
    visit(`${inside(plan.url)}graph/`, { hasTouch: true, isMobile: true, viewport: PHONE }, async (page) => {
      const node = page.locator(".graph-svg a.node").first();
      await node.tap();
      assert.equal(await page.locator(".task:target").count(), 0);
      assert.ok((await page.locator(".graph-svg a.node.on").count()) > 0);
      await node.tap();
      await page.locator(".task:target").waitFor();
    }));

  test("what is new since the last visit is marked until it is seen", () =>
    visit(inside(plan.url), {}, async (page) => {
      assert.equal(await page.locator(".visit").count(), 0, "a first visit has nothing to compare with");
      await page.goto(server.root);
      assert.equal(await page.locator(".visit").count(), 0);
      // As if the last visit had been earlier: one task waited, one was not there.
      const done = plan.tasks.find((task) => task.state === "done").url.split("#")[1];
      const added = plan.tasks.find((task) => task.state !== "done").url.split("#")[1];
      const earlier = ([path, was, not]) => {
        const key = Object.keys(localStorage).find((name) => name.startsWith("ouro-seen "));
        const seen = JSON.parse(localStorage[key]);
        seen[path][was] = "waiting";
        delete seen[path][not];
        const [plans] = Object.values(seen).filter((each) => each[path]);
        plans[path] = `0/${plans[path].split("/")[1]}`;
        localStorage[key] = JSON.stringify(seen);
        sessionStorage.clear();
      };
      await page.evaluate(earlier, [new URL(inside(plan.url), server.root).pathname, done, added]);
      await page.reload();
      assert.match(await page.locator(".visit").textContent(), /1 change since your last visit/);
      const row = page.locator("table.plans tr", { hasText: plan.title });
      assert.match(await row.locator(".fresh").textContent(), /^\d+ more done$/);

      await page.goto(server.root + inside(plan.url));
      assert.match(await page.locator(".visit").textContent(), /2 changes since your last visit/);
      assert.equal(await page.locator(`[id="${done}"] > .meta .fresh`).textContent(), "New: was Waiting");
      assert.equal(await page.locator(`[id="${added}"] > .meta .fresh`).textContent(), "New");
      assert.deepEqual(await faultsAt(page, [page.viewportSize()]), []);
      await page.reload();
      assert.equal(await page.locator(".fresh").count(), 2, "the visit lasts");
      await page.locator(".visit button").click();
      assert.equal(await page.locator(".fresh, .visit").count(), 0);
      await page.reload();
      assert.equal(await page.locator(".fresh, .visit").count(), 0, "what was seen stays so");
    }));
}
