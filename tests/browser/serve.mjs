// The preview in a browser: what a writer sees beside the editor.
//
// Started by tests/browser.rs as `node serve.mjs FOLDER`, with the program in
// OURO. Each test starts a preview of a folder of its own, and waits for what
// it expects; nothing is slept through.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";

import { faults } from "./axe.mjs";
import { launch } from "./browser.mjs";

const PLAN = "content/quay/tasks.md";
const PATIENCE = 120_000;

const browser = await launch();
after(() => browser.close());

/** A plan of many tasks, of which the first `done` are done. */
function plan(done, more = "") {
  const lines = ["# Quay", ""];
  for (let phase = 1; phase <= 6; phase++) {
    lines.push(`## ${phase}. Section ${phase}`, "");
    for (let task = 1; task <= 5; task++) {
      const number = (phase - 1) * 5 + task;
      lines.push(`- [${number <= done ? "x" : " "}] ${phase}.${task} Stone ${number}`, `  - Lay it on sand`);
      if (number > 1) lines.push(`  - _Dependencies: ${task > 1 ? `${phase}.${task - 1}` : `${phase - 1}.5`}_`);
    }
    lines.push("");
  }
  return `${lines.join("\n")}${more}`;
}

/** Writes files below a folder. */
async function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Starts the program; gives its address and a way to end it. */
async function start(folder, port, options) {
  const child = spawn(process.env.OURO, ["serve", folder, "--port", port, ...options], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let address;
  for await (const line of createInterface({ input: child.stdout })) {
    address ??= line.match(/http:\S+/)?.[0];
    if (line.includes("Ctrl-C ends")) break;
  }
  child.stdout.resume();
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return { root: address, port: new URL(address).port, stop };
}

/** Runs a test with a preview of these files and a page of a browser. */
async function previewing(files, use, { options = [], context = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "ouro-preview-"));
  await write(folder, files);
  let server = await start(folder, "0", options);
  const view = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...context });
  view.setDefaultTimeout(PATIENCE);
  try {
    const page = await view.newPage();
    const said = [];
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await use({
      page,
      view,
      said,
      root: server.root,
      save: (more) => write(folder, more),
      stop: () => server.stop(),
      restart: async () => {
        server = await start(folder, server.port, options);
      },
    });
  } finally {
    await view.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a page of the preview and waits until it listens. */
async function open(page, address) {
  const listening = page.waitForResponse((response) => response.url().includes("/_ouro/events"));
  await page.goto(address);
  await listening;
}

const lede = (page) => page.locator("main .lede").first();

test("a ticked box changes bar, sentence, row and graph, and the reader stays in place", () =>
  previewing({ [PLAN]: plan(12) }, async ({ page, root, save, said }) => {
    await open(page, `${root}plans/quay/`);
    const row = page.locator('[id="t-4.3"]');
    await row.locator("summary").first().click();
    await row.locator("a.name").first().focus();
    await page.evaluate(() => document.getElementById("t-4.3").scrollIntoView({ block: "center", behavior: "instant" }));
    const place = () => page.evaluate(() => document.getElementById("t-4.3").getBoundingClientRect().top);
    const before = { top: await place(), bar: await page.locator("main svg.bar").first().innerHTML() };
    const graph = page.locator("main svg a, main figure a").filter({ hasText: "3.3" }).first();
    const node = await graph.evaluate((it) => it.outerHTML);

    await save({ [PLAN]: plan(13) });
    await page.locator(".ouro-live-changed").first().waitFor();
    assert.deepEqual(
      await page.locator(".ouro-live-changed").evaluateAll((rows) => rows.map((it) => it.id)),
      ["t-3.3", "t-3.4"],
    );
    assert.match(await lede(page).innerText(), /^13 of 30 tasks are done/);
    assert.notEqual(await page.locator("main svg.bar").first().innerHTML(), before.bar);
    assert.notEqual(await graph.evaluate((it) => it.outerHTML), node);
    assert.equal(await row.locator("details").first().evaluate((it) => it.open), true);
    assert.ok(await row.locator("a.name").first().evaluate((it) => it === document.activeElement));
    await page.waitForLoadState("load");
    const moved = Math.abs((await place()) - before.top);
    assert.ok(moved < 3, `the row has moved by ${moved} px`);
    assert.equal(await page.locator(".ouro-live-said").innerText(), "The page was updated.");
    await page.waitForFunction(() => !document.querySelector(".ouro-live-changed"));
    assert.deepEqual(said, []);
  }));

test("only the page that has changed reloads, and a style sheet needs no reload", () =>
  previewing(
    {
      [PLAN]: plan(3),
      "content/notes.md": "# Notes\n\nWords.\n",
      "theme/theme.yaml": "name: ours\n",
      "theme/styles/ours.css": "h1 { letter-spacing: 1px }",
    },
    async ({ page, view, root, save, said }) => {
      await open(page, `${root}notes/`);
      await page.evaluate(() => (globalThis.kept = true));
      const other = await view.newPage();
      await open(other, `${root}plans/quay/`);
      await save({ [PLAN]: plan(4) });
      await other.locator(".ouro-live-changed").first().waitFor();
      assert.equal(await page.evaluate(() => globalThis.kept), true);

      await save({ "theme/styles/ours.css": "h1 { letter-spacing: 7px }" });
      await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
      await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet][href*="/site."]').length === 1);
      assert.equal(await page.evaluate(() => globalThis.kept), true);

      await save({ "content/notes.md": "# Notes\n\nOther words.\n" });
      await page.getByText("Other words.").waitFor();
      assert.equal(await page.evaluate(() => globalThis.kept), undefined);
      assert.deepEqual(said, []);
    },
  ));

test("errors stand over the page until they are mended or put away", () =>
  previewing({ [PLAN]: plan(3), "ouro.yaml": "title: Harbour\n" }, async ({ page, root, save, said }) => {
    await open(page, `${root}plans/quay/`);
    const panel = page.locator(".ouro-live-problems");
    const counter = page.locator(".ouro-live-bar button");
    await save({ "ouro.yaml": "title: [Harbour\n" });
    await panel.waitFor();
    assert.match(await panel.innerText(), /error\[invalid-config\]/);
    assert.match(await page.title(), /Harbour/, "the last good page stays");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    assert.equal(await counter.innerText(), "1 error");
    await counter.click();
    await panel.waitFor();
    await page.getByRole("button", { name: "Close" }).last().click();
    await panel.waitFor({ state: "detached" });
    await save({ "ouro.yaml": "title: Harbour\n" });
    await counter.waitFor({ state: "detached" });

    // What a plan says is shown as text, whatever it says.
    const trap = '- [ ] 7.1 Last <img src=x onerror="globalThis.caught=1">\n  - _Dependencies: 9.9_\n';
    await save({ [PLAN]: plan(3, trap) });
    // The task stands on the page that was loaded again, not on the one before.
    const row = page.locator('[id="t-7.1"]');
    await row.waitFor();
    assert.match(await panel.innerText(), /no such task/);
    assert.equal(await panel.locator("img").count(), 0);
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 720 });
        assert.deepEqual(await faults(page), [], `${colorScheme} ${width}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} px too wide at ${width} px`);
        if (process.env.OURO_PICTURES) {
          await page.screenshot({ path: join(process.env.OURO_PICTURES, `problems-${colorScheme}-${width}.png`) });
        }
      }
    }
    assert.equal(await page.evaluate(() => globalThis.caught), undefined);
    await save({ [PLAN]: plan(3) });
    await row.waitFor({ state: "detached" });
    await panel.waitFor({ state: "detached" });
    assert.deepEqual(said, []);
  }));

test("a preview that stops is told, and found again without a reload", () =>
  previewing({ [PLAN]: plan(3) }, async ({ page, root, save, stop, restart }) => {
    await open(page, `${root}plans/quay/`);
    await page.evaluate(() => (globalThis.kept = true));
    await stop();
    const lost = page.locator(".ouro-live-bar .is-lost");
    await lost.waitFor();
    assert.equal(await lost.innerText(), "The preview does not answer. Trying again …");
    if (process.env.OURO_PICTURES) await page.screenshot({ path: join(process.env.OURO_PICTURES, "lost.png") });
    await restart();
    await lost.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => globalThis.kept), true, "nothing has changed, so nothing is loaded");
    await stop();
    await lost.waitFor();
    await save({ [PLAN]: plan(4) });
    await restart();
    await page.getByText("4 of 30 tasks are done").first().waitFor();
  }));

test("any number of tabs is served, since those that nobody sees let go", () =>
  previewing({ [PLAN]: plan(3) }, async ({ page, view, root, save }) => {
    /** Hides a page, or shows it again, as far as the page can tell. */
    const turn = (tab, isHidden) =>
      tab.evaluate((value) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    // A browser opens six connections to one server, and a stream is one.
    const tabs = [];
    for (let number = 0; number < 8; number++) {
      const tab = await view.newPage();
      await open(tab, `${root}plans/quay/`);
      await turn(tab, true);
      tabs.push(tab);
    }
    await open(page, `${root}plans/quay/`);
    await save({ [PLAN]: plan(4) });
    await page.getByText("4 of 30 tasks are done").first().waitFor();
    assert.match(await lede(tabs[0]).innerText(), /^3 of 30/);
    await turn(tabs[0], false);
    await tabs[0].getByText("4 of 30 tasks are done").first().waitFor();
  }));

test("open tabs follow the plan that was saved", () =>
  previewing(
    { [PLAN]: plan(3), "content/pier/tasks.md": "# Pier\n\n- [ ] 1.1 Look\n" },
    async ({ page, root, save }) => {
      await open(page, root);
      await save({ "content/pier/tasks.md": "# Pier\n\n- [x] 1.1 Look\n" });
      await page.waitForURL("**/plans/pier/");
      await save({ [PLAN]: plan(4) });
      await page.waitForURL("**/plans/quay/");
    },
    { options: ["--follow"] },
  ));

test("the preview speaks the language of the site, and says that drafts are shown", () =>
  previewing(
    { [PLAN]: plan(3), "ouro.yaml": "title: Hafen\nlanguage: de\n" },
    async ({ page, root, stop }) => {
      await open(page, root);
      assert.equal(await page.locator(".ouro-live-bar .is-draft").innerText(), "Entwürfe werden gezeigt");
      await stop();
      await page.getByText("Die Vorschau antwortet nicht. Neuer Versuch …").first().waitFor();
    },
    { options: ["--drafts"] },
  ));
