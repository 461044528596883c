// The browser tests: the site that ouro built, as a reader meets it.
//
// Started by tests/browser.rs as `node run.mjs FOLDER`. The folder holds `site`
// (the site), `below` (the same, built for an address below a domain), `chinese`
// (a small one in Chinese), `many` (one of 1,600 tasks) and `export.json` (what `ouro export` says, to compare the pages with).

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import { faults, faultsAt, faultsOfColours } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { contrast } from "./colour.mjs";
import { crawl, listen, unfold } from "./crawl.mjs";
import { scriptTests } from "./script.mjs";
import { headerRules, serve } from "./server.mjs";

const FOLDER = process.argv[2];
const SITE = join(FOLDER, "site");
const BELOW = join(FOLDER, "below");
const MODEL = JSON.parse(await readFile(join(FOLDER, "export.json"), "utf8"));

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** How long one step may take, in milliseconds; a busy machine is slow. */
const PATIENCE = 120_000;

const server = await serve(SITE);
const browser = await launch();
after(async () => {
  await browser.close();
  await server.stop();
});

/** Opens a page of the site in a window of its own, and closes that at the end. */
async function visit(path, options, use) {
  const context = await browser.newContext({
    viewport: DESK,
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    const heard = listen(page, server.origin);
    await page.goto(new URL(path, server.root).href);
    return await use(page, heard);
  } finally {
    await context.close();
  }
}

const inside = (url) => url.replace(/^\//, "");
const plans = MODEL.plans.filter((plan) => !plan.template && !plan.archived);
// The plan that most is looked at in: one with requirements and with many states.
const states = (each) => new Set(each.tasks.map((task) => task.state)).size;
const plan = plans
  .filter((each) => each.requirements.length > 0)
  .reduce((best, each) => (states(each) > states(best) ? each : best));
/** A box of a plan's graph: of the author's own drawing where there is one, else of ours. */
const BOX = ":is(.diagram-svg, .graph-svg) a.node";
const texts = (locator) => locator.evaluateAll((all) => all.map((each) => each.textContent.trim()));

const walked = await visit("", {}, (page) => crawl(page, server.root));

test("every page is reached from the front page", async () => {
  const files = (await readdir(SITE, { recursive: true })).filter((file) => file.endsWith(".html"));
  const addresses = files
    .filter((file) => file !== "404.html")
    .map((file) => server.root + file.replace(/index\.html$/, ""));
  assert.deepEqual([...walked.pages.keys()].sort(), addresses.sort());
});

test("every link and every source leads somewhere", async () => {
  const known = new Map();
  const problems = [];
  for (const [url, page] of walked.pages) {
    if (page.status !== 200) problems.push(`${url} answers ${page.status}`);
    for (const link of [...page.links, ...page.sources]) {
      if (!link.startsWith(server.origin)) continue;
      const [target, fragment] = link.split("#");
      const found = walked.pages.get(target);
      if (found) {
        const there = !fragment || found.ids.includes(decodeURIComponent(fragment));
        if (!there) problems.push(`${url}: no #${fragment} in ${target}`);
        continue;
      }
      if (!known.has(target)) known.set(target, (await fetch(target)).status);
      if (known.get(target) !== 200) problems.push(`${url}: ${target} is ${known.get(target)}`);
    }
  }
  assert.deepEqual(problems, []);
});

test("no page says anything on the console or asks another host", () => {
  assert.deepEqual(walked.said, []);
  assert.deepEqual(walked.strangers, []);
});

test("no page has an inline style, an inline script or a handler", () => {
  const found = [...walked.pages].flatMap(([url, { inline }]) => inline.map((what) => [url, what]));
  assert.deepEqual(found, []);
});

test("every page has one heading of the first level, a title, and no id twice", () => {
  for (const [url, page] of walked.pages) {
    assert.equal(page.headings, 1, url);
    assert.notEqual(page.title.trim(), "", url);
    assert.deepEqual(page.twice, [], url);
  }
});

test("links to other hosts do not hand on this page", () => {
  for (const [url, { outside }] of walked.pages) {
    for (const [href, rel] of outside) {
      if (href.startsWith(server.origin)) continue;
      assert.match(rel, /noopener/, `${url}: ${href}`);
      assert.match(rel, /noreferrer/, `${url}: ${href}`);
    }
  }
});

test("every page fits in 1440, 390 and 320 px, folded and unfolded", () => {
  const wide = [...walked.pages].flatMap(([url, page]) => page.wide.map((where) => `${url} ${where}`));
  assert.deepEqual(wide, []);
});

test("every page has its policy, as a header and inside", async () => {
  const rules = headerRules(await readFile(join(SITE, "_headers"), "utf8"));
  const policy = new Map(rules.find(({ path }) => path === "/*").headers).get("Content-Security-Policy");
  assert.match(policy, /^default-src 'none';.* frame-ancestors 'none'$/);
  await visit("", {}, async (page) => {
    const meta = page.locator("meta[http-equiv='Content-Security-Policy']");
    const within = await meta.getAttribute("content");
    assert.equal(`${within}; frame-ancestors 'none'`, policy);
  });
});

for (const viewport of [DESK, PHONE]) {
  for (const colorScheme of ["light", "dark"]) {
    const look = { viewport, colorScheme };
    const name = `${viewport.width} px, ${colorScheme}`;

    test(`the front page says how all plans stand (${name})`, () =>
      visit("", look, async (page) => {
        const done = plans.reduce((sum, each) => sum + each.progress.done, 0);
        const total = plans.reduce((sum, each) => sum + each.progress.total, 0);
        const verdict = await page.locator("main .lede").first().textContent();
        assert.ok(verdict.startsWith(`${done} of ${total} tasks are done.`), verdict);

        const rows = page.locator("table.plans tbody tr");
        const named = await texts(rows.locator("th a"));
        for (const each of plans) assert.ok(named.includes(each.title), each.title);
        for (const row of await rows.all()) {
          assert.equal(await row.locator(".bar").count(), 1);
          assert.match(await row.locator(".progress").textContent(), /\d+ of \d+ done/);
        }

        const ready = plans.flatMap((each) => each.tasks.filter((task) => task.ready && task.leaf));
        const section = page.locator("section", { has: page.locator("#ready") });
        const shown = await section.locator(".rows > .row").count();
        assert.ok(shown > 0 && shown <= ready.length, `${shown} of ${ready.length} are shown`);
        const first = section.locator(".rows > .row").first();
        assert.equal(await first.getByRole("img", { name: "Ready" }).count(), 1);
        await first.locator("a.name").click();
        await page.locator(".task:target").waitFor({ state: "attached" });
      }));

    test(`a plan page has its phases, bars and tasks with their states (${name})`, () =>
      visit(inside(plan.url), look, async (page) => {
        assert.equal(await page.locator("h1").textContent(), plan.title);
        const phases = page.locator("section.phase");
        assert.equal(await phases.count(), plan.phases.length);
        for (const [at, phase] of plan.phases.entries()) {
          const here = phases.nth(at);
          assert.ok((await here.locator("h2").textContent()).includes(phase.title), phase.title);
          assert.match(await here.locator(".phase-words").textContent(), /\d+ of \d+ done/);
          assert.equal(await here.locator("> .bar, > svg.bar").count(), 1, phase.title);
        }
        const words = {
          done: "Done", in_progress: "In progress", ready: "Ready",
          waiting: "Waiting", blocked: "Blocked", skipped: "Skipped",
        };
        for (const task of plan.tasks) {
          const row = page.locator(`[id="${task.url.split("#")[1]}"]`);
          const icon = row.locator("> svg.icon");
          assert.equal(await icon.getAttribute("aria-label"), words[task.state], task.key);
        }
      }));

    test(`a box of the graph leads to the row of its task (${name})`, () =>
      visit(inside(plan.url), look, async (page) => {
        const node = page.locator(BOX).first();
        const target = (await node.getAttribute("href")).split("#")[1];
        await node.click();
        const row = page.locator(".task:target");
        assert.equal(await row.getAttribute("id"), target);
        const box = await row.boundingBox();
        const top = (await page.locator("header.top").boundingBox()).height;
        assert.ok(box.y >= top - 1 && box.y < viewport.height, "the row is seen below the header");
      }));
  }
}

test("the graph stands in a table as well, with every task", () =>
  visit(inside(plan.url), {}, async (page) => {
    const table = page.locator(".graph-table");
    await table.locator("summary").click();
    assert.equal(await table.locator("tbody tr").count() >= plan.tasks.length, true);
    await table.locator("tbody tr a").first().click();
    await page.locator(".task:target").waitFor({ state: "attached" });
  }));

test("the page of a graph leads back to the rows, and says how each link is known", () =>
  visit(`${inside(plan.url)}graph/`, {}, async (page) => {
    const edges = page.locator("section", { has: page.locator("#edges") }).locator("tbody tr");
    assert.ok((await edges.count()) > 0);
    await edges.first().locator("a.cite").click();
    assert.match(await page.locator(":target code").textContent(), /\S/);
    await page.goBack();
    await page.locator(".graph-svg a.node").first().click();
    await page.locator(".task:target").waitFor({ state: "attached" });
  }));

test("a bar of a timeline stands where its table says, and leads to the row of its task", () =>
  visit(`${inside(plan.url)}timeline/`, {}, async (page) => {
    const bars = page.locator(".timeline-svg a.span");
    const rows = page.locator(".graph-table tbody tr");
    const placed = plan.tasks.filter((task) => task.state !== "skipped");
    assert.equal(await bars.count(), placed.length);
    assert.equal(await rows.count(), plan.tasks.length);
    const seen = new Map();
    for (const bar of await bars.all()) {
      const title = await bar.locator("title").textContent();
      const box = await bar.locator(".block").boundingBox();
      seen.set(title.split(" ")[0], box);
    }
    // What waits for a task stands behind it.
    const key = (end) => (end.startsWith(`${plan.id}#`) ? seen.get(end.split("#")[1]) : undefined);
    let compared = 0;
    for (const { from, to } of plan.edges.filter((edge) => edge.kind === "depends_on")) {
      const [before, after] = [key(from), key(to)];
      if (!before || !after) continue;
      compared += 1;
      assert.ok(after.x >= before.x + before.width - 4, `${to} stands behind ${from}`);
    }
    assert.ok(compared > 0, "there is an edge to compare");
    const sizes = await page.locator(".timeline-svg text").evaluateAll((all) => all.map((text) => parseFloat(getComputedStyle(text).fontSize)));
    assert.ok(Math.min(...sizes) >= 12, `the smallest words have ${Math.min(...sizes)} px`);
    await bars.first().click();
    await page.locator(".task:target").waitFor({ state: "attached" });
  }));

test("a graph is zoomed and moved by buttons and keys, and the page works without", async () => {
  const path = `${inside(plan.url)}graph/`;
  await visit(path, {}, async (page) => {
    const svg = page.locator(".graph-svg").first();
    const width = async () => Number(await svg.getAttribute("width"));
    const whole = await width();
    const button = (name) => page.locator(".graph-controls").first().getByRole("button", { name, exact: true });
    await button("Zoom in").click();
    assert.equal(await width(), whole * 1.25);
    const box = page.locator(".graph").first();
    await button("Move right").click();
    const moved = await box.evaluate((each) => each.scrollLeft);
    const over = await box.evaluate((each) => each.scrollWidth > each.clientWidth);
    assert.equal(moved > 0, over, "what is wider than its box moves in it");
    await button("Fit the width").click();
    assert.ok(await box.evaluate((each) => each.scrollWidth <= each.clientWidth + 1));
    await box.focus();
    await page.keyboard.press("0");
    assert.equal(await width(), whole);
    await page.keyboard.press("-");
    assert.equal(await width(), whole / 1.25);
    // The wheel scrolls the page unless Ctrl is held.
    await svg.hover();
    await page.mouse.wheel(0, -100);
    assert.equal(await width(), whole / 1.25);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.waitForFunction((least) => Number(document.querySelector(".graph-svg").getAttribute("width")) > least, whole / 1.25);
    await page.keyboard.up("Control");
  });
  await visit(path, { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".graph-controls").first().isVisible(), false);
    const off = page.locator(".graph-svg .node:not(.critical)").first();
    const opacity = () => off.evaluate((node) => Number(getComputedStyle(node).opacity));
    assert.equal(await opacity(), 1);
    await page.getByLabel("Show only the critical path").first().check();
    assert.ok((await opacity()) < 0.5, "the rest fades");
    const on = page.locator(".graph-svg .node.critical").first();
    assert.equal(await on.evaluate((node) => getComputedStyle(node).opacity), "1");
  });
});

test("a graph is offered as files that stand alone", () =>
  visit(`${inside(plan.url)}graph/`, {}, async (page) => {
    const links = page.locator(".downloads a");
    assert.equal(await links.count(), 3);
    const starts = { svg: "<svg ", mmd: "flowchart ", dot: "digraph " };
    for (const link of await links.all()) {
      const href = await link.evaluate((each) => each.href);
      const text = await (await page.request.get(href)).text();
      assert.ok(text.startsWith(starts[href.split(".").pop()]), href);
      assert.ok((await link.textContent()).endsWith(`${Math.ceil(Buffer.byteLength(text) / 1000)} kB`), href);
    }
  }));

test("an example is a picture that leads back to its plan", async () => {
  const example = plans.flatMap((each) => each.examples).find((each) => each.phases.length > 1);
  await visit(inside(example.url), {}, async (page) => {
    const article = page.locator("article.example").first();
    assert.ok((await article.locator(".flow .flow-phase").count()) > 1);
    const title = (await article.locator("h2 bdi").textContent()).trim();
    await article.getByRole("link", { name: "The plan", exact: true }).click();
    assert.equal(await page.locator("h1").textContent(), title);
  });
});

test("a requirement leads to its tasks, and a task to its requirements", async () => {
  // One that is cited as a whole: the tasks of a criterion stand with it.
  const requirement = plan.requirements.find(
    ({ tasks, criteria }) => tasks.length > 0 && criteria.every((each) => each.tasks.length === 0),
  );
  await visit(`${inside(plan.url)}requirements-matrix/`, {}, async (page) => {
    const row = page.locator("table.matrix tbody tr", { has: page.locator(`a[href$="#req-${requirement.id}"]`) });
    assert.equal(await row.locator(".mentions li").count(), requirement.tasks.length);
    await row.locator("th a").click();
    assert.equal(page.url(), new URL(inside(requirement.url), server.root).href);
    const mentions = page.locator(`:has(> [id="req-${requirement.id}"]) + .mentions`);
    assert.equal(await mentions.locator("li").count(), requirement.tasks.length);
    await mentions.locator("a").first().click();
    const task = page.locator(".task:target");
    await task.waitFor();
    await task.locator("details.fold > summary").click();
    await task.locator("dl.fields a[href*='#req-']").first().click();
    await page.locator(".spot:target").waitFor({ state: "attached" });
  });
});

test("the source of a task is one click away, at its line", async () => {
  const task = plan.tasks.find((each) => each.leaf);
  await visit(task.url.slice(1), {}, async (page) => {
    const row = page.locator(".task:target");
    await row.locator("details.fold > summary").click();
    await row.locator("a.cite").last().click();
    assert.match(page.url(), new RegExp(`#L${task.line}$`));
    const line = await page.locator(":target code").textContent();
    assert.ok(line.includes(task.title.split(" ")[0]), line);
  });
});

test("an unknown address answers with the way to all plans", () =>
  visit("no/such/page/", {}, async (page, heard) => {
    assert.match(await page.locator("main").textContent(), /Nothing stands at this address/);
    const links = await texts(page.locator("main .plain-list a"));
    for (const each of plans) assert.ok(links.includes(each.title), each.title);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).display), "block");
    await page.locator("main .plain-list a").first().click();
    assert.equal(await page.locator("section.phase").count() > 0, true);
    // The browser itself notes that the page was not found.
    assert.deepEqual(heard.said.filter((line) => !line.includes("404")), []);
  }));

test("everything can be read without JavaScript", () =>
  visit("", { javaScriptEnabled: false, viewport: PHONE }, async (page, heard) => {
    assert.equal(await page.locator("[data-theme-switch]").isVisible(), false);
    await page.locator(".menu > summary").click();
    await page.locator(".menu-list").getByRole("link", { name: plan.title }).click();
    assert.equal(await page.locator("h1").textContent(), plan.title);
    await page.locator(BOX).first().click();
    const row = page.locator(".task:target");
    await row.locator("details.fold > summary").click();
    assert.equal(await row.locator("dl.fields").isVisible(), true);
    assert.deepEqual(heard.said, []);
  }));

test("the skip link is the first stop of the Tab key, and leads to the text", () =>
  visit("", {}, async (page) => {
    await page.keyboard.press("Tab");
    const skip = page.locator("a.skip");
    assert.equal(await skip.evaluate((link) => link === document.activeElement), true);
    assert.ok((await skip.boundingBox()).x >= 0, "it is seen once it has the focus");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  }));

test("the theme can be switched, is remembered, and goes back to the system's", () =>
  visit("", {}, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const button = page.locator("[data-theme-switch]");
    const light = await ground();
    assert.equal(await button.getAttribute("aria-label"), "Theme: system");
    await button.click();
    assert.equal(await ground(), light);
    await button.click();
    assert.equal(await button.getAttribute("aria-label"), "Theme: dark");
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.goto(new URL(inside(plan.url), server.root).href);
    assert.equal(await ground(), dark, "the choice holds on the next page");
    await page.locator("[data-theme-switch]").click();
    assert.equal(await ground(), light);
    await page.evaluate(() => localStorage.setItem("ouro-theme", "<b>"));
    await page.reload();
    assert.equal(await ground(), light, "what is stored is not believed");
  }));

test("text, states and borders have contrast on every ground, in both themes", async () => {
  const names = ["bg", "panel", "sunk", "text", "text2", "muted", "accent", "accent-bg", "line-strong"];
  const kinds = ["done", "doing", "ready", "waiting", "blocked", "note", "critical", "skipped"];
  const all = [...names, ...kinds, ...kinds.map((kind) => `${kind}-bg`)];
  const tokens = (page) =>
    page.evaluate((wanted) => {
      const style = getComputedStyle(document.documentElement);
      return Object.fromEntries(wanted.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    }, all);
  for (const colorScheme of ["light", "dark"]) {
    await visit("", { colorScheme }, async (page) => {
      const value = await tokens(page);
      const weak = [];
      const demand = (front, back, least) => {
        const found = contrast(value[front], value[back]);
        if (found < least) weak.push(`${colorScheme}: ${front} on ${back} is ${found.toFixed(2)}`);
      };
      for (const back of ["bg", "panel", "sunk"]) {
        for (const front of ["text", "text2", "muted", "accent", ...kinds]) demand(front, back, 4.5);
        demand("line-strong", back, 3);
      }
      for (const kind of kinds) demand(kind, `${kind}-bg`, 4.5);
      demand("accent", "accent-bg", 4.5);
      assert.deepEqual(weak, []);

      // The switch and the system must lead to the same colours.
      const other = colorScheme === "light" ? "dark" : "light";
      await page.emulateMedia({ colorScheme: other });
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), colorScheme);
      assert.deepEqual(await tokens(page), value);
    });
  }
});

test("no page type has a fault that axe finds, in any theme or width", async (context) => {
  for (const [type, url] of pageTypes()) {
    await context.test(type, () =>
      visit(url, {}, async (page) => {
        await unfold(page);
        assert.deepEqual(await faultsAt(page, [DESK, PHONE]), [], type);
        // All else that paper may do wrong is looked for by states.mjs.
        for (const [look, ask] of [
          [{ media: "print", colorScheme: "light" }, faultsOfColours],
          [{ media: "screen", forcedColors: "active" }, faultsOfColours],
          [{ media: "screen", forcedColors: "none", contrast: "more" }, faultsOfColours],
        ]) {
          await page.emulateMedia(look);
          assert.deepEqual(await ask(page), [], `${type}, ${JSON.stringify(look)}`);
        }
        await page.emulateMedia({ media: "screen", forcedColors: "none", contrast: null });
        if (type !== "overview") return;
        await page.locator(".menu > summary").click();
        assert.deepEqual(await faults(page), [], "with the menu open");
      }),
    );
  }
});

test("wide letters, lines and words, and a page at twice its size, lose nothing", async (context) => {
  // What WCAG 1.4.12 lets a reader set; the policy of the site would keep it out.
  const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`;
  for (const [type, url] of pageTypes()) {
    await context.test(type, () =>
      visit(url, { bypassCSP: true }, async (page) => {
        await unfold(page);
        const lost = [];
        for (const spaced of [false, true]) {
          if (spaced) await page.addStyleTag({ content: spacing });
          // 720 px is a desk at twice its size, 320 px one at four times.
          for (const width of [720, 320]) {
            await page.setViewportSize({ width, height: 900 });
            for (const what of await page.evaluate(lose)) lost.push(`${width} px${spaced ? ", spaced" : ""}: ${what}`);
          }
        }
        assert.deepEqual(lost, []);
      }),
    );
  }
});

/** Runs in the page: what is too wide for it, and words that are cut off. */
function lose() {
  const root = document.documentElement;
  const extra = root.scrollWidth - root.clientWidth;
  const lost = extra > 0 ? [`the page is ${extra} px too wide`] : [];
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(element);
    const hides = style.overflowX === "hidden" || style.overflowY === "hidden";
    // What only a screen reader reads is cut on purpose.
    if (!hides || style.clipPath !== "none" || !element.textContent.trim() || element.closest("svg")) continue;
    const wide = element.scrollWidth - element.clientWidth;
    const high = element.scrollHeight - element.clientHeight;
    if (wide > 1 || high > 1) lost.push(`${element.tagName.toLowerCase()}.${element.className} is cut by ${wide} and ${high} px`);
  }
  return lost;
}

/** One page of every type: the one with most in it is found by its address. */
function pageTypes() {
  const kinds = [
    ["overview", /^$/],
    ["all plans", /^plans\/$/],
    ["plan", new RegExp(`^${inside(plan.url)}$`)],
    ["graph", new RegExp(`^${inside(plan.url)}graph/$`)],
    ["timeline", /^timeline\/$/],
    ["timeline of a plan", new RegExp(`^${inside(plan.url)}timeline/$`)],
    ["graph of all plans", /^graph\/$/],
    ["requirements", new RegExp(`^${inside(plan.url)}requirements/$`)],
    ["requirements and tasks", new RegExp(`^${inside(plan.url)}requirements-matrix/$`)],
    ["design", /\/design\/$/],
    ["source", new RegExp(`^${inside(plan.url)}source/$`)],
    ["next", /^next\/$/],
    ["all tasks", /^tasks\/$/],
    ["all owners", /^owners\/$/],
    ["owner", /^owners\/[^/]+\/$/],
    ["all examples", /^examples\/$/],
    ["example", /^examples\/[^/]+\/$/],
    ["all patterns", /^patterns\/$/],
    ["pattern", /^patterns\/[^/]+\/$/],
    ["page", /^guide\/[^/]+\/$/],
    ["search", /^search\/$/],
  ];
  const paths = [...walked.pages.keys()].map((url) => url.slice(server.root.length));
  const found = kinds.map(([name, shape]) => [name, paths.find((path) => shape.test(path))]);
  for (const [name, path] of found) assert.notEqual(path, undefined, `there is a page: ${name}`);
  return [...found, ["404", "no/such/page/"]];
}

test("the site works below a path", async () => {
  const other = await serve(BELOW, "/a/b/");
  try {
    const context = await browser.newContext({ viewport: DESK });
    const page = await context.newPage();
    const heard = listen(page, other.origin);
    const ground = () => page.evaluate(() => getComputedStyle(document.querySelector("header.top")).position);
    await page.goto(other.root);
    assert.equal(await ground(), "sticky", "the styles are found");
    await page.locator("table.plans").getByRole("link", { name: plan.title }).click();
    assert.equal(page.url(), other.root + inside(plan.url));
    await page.locator(`${BOX}[href^="#"]`).first().click();
    await page.locator(".task:target").waitFor({ state: "attached" });
    const links = await page.locator("[href]").evaluateAll((all) => all.map((a) => a.href?.baseVal ?? a.href));
    const astray = links.filter((link) => link.startsWith(other.origin) && !link.startsWith(other.root));
    assert.deepEqual(astray, []);
    const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
    assert.equal(canonical, `https://example.org/a/b/${inside(plan.url)}`);
    assert.deepEqual(heard.said, []);

    await page.goto(`${other.root}no/such/page/`);
    assert.equal(await ground(), "sticky", "an unknown address finds the styles, too");
    await page.locator("a.brand").click();
    assert.equal(page.url(), other.root);
    await context.close();
  } finally {
    await other.stop();
  }
});

test("a page that is opened from the disk is whole", async () => {
  const context = await browser.newContext({ viewport: DESK, colorScheme: "light" });
  try {
    const page = await context.newPage();
    const heard = listen(page, "file://");
    await page.goto(pathToFileURL(join(SITE, inside(plan.url), "index.html")).href);
    assert.equal(await page.locator("h1").textContent(), plan.title);
    const position = () => page.evaluate(() => getComputedStyle(document.querySelector("header.top")).position);
    assert.equal(await position(), "sticky", "the styles are found");
    assert.equal(await page.locator("[data-theme-switch]").isVisible(), true, "the script runs");
    await page.locator(`${BOX}[href^="#"]`).first().click();
    await page.locator(".task:target").waitFor({ state: "attached" });
    assert.deepEqual(heard.said, []);
    assert.deepEqual(heard.strangers, []);
  } finally {
    await context.close();
  }
});

test("on paper everything that folds is open, and nothing is cut", () =>
  visit(inside(plan.url), { viewport: { width: 794, height: 1123 } }, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header.top").isVisible(), false);
    const graph = await page.locator(":is(.diagram-svg, .graph-svg)").first().boundingBox();
    assert.ok(graph.x >= 0 && graph.x + graph.width <= 795, "the graph fits on the paper");
    const steps = page.locator(".task .steps li").first();
    assert.equal((await steps.boundingBox())?.height > 0, true, "the steps are printed");
  }));

scriptTests({ browser, folder: FOLDER, plans, plan, server, visit });
