// What others read of a site: data, feeds, sitemap, badges, cards; and the site at
// each address that it can have.
//
// Started by tests/browser.rs as `node others.mjs FOLDER`. The folder holds `site`
// (the site without an address), `below` (the same for an address below a domain)
// and `portable` (the same for no server at all).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import Ajv from "ajv/dist/2020.js";
import { RelaxNGValidator, XmlDocument, XsdValidator } from "libxml2-wasm";

import { launch } from "./browser.mjs";
import { listen } from "./crawl.mjs";
import { filesIn, followFiles, followServed } from "./links.mjs";
import { serve } from "./server.mjs";

const FOLDER = process.argv[2];
const [SITE, BELOW, PORTABLE] = ["site", "below", "portable"].map((name) => join(FOLDER, name));
const ADDRESS = "https://example.org/a/b/";

const browser = await launch();
after(() => browser.close());

const text = (folder, name) => readFile(join(folder, name), "utf8");
const json = async (folder, name) => JSON.parse(await text(folder, name));

for (const [folder, below] of [
  [SITE, "/"],
  [SITE, "/a/b/"],
  [BELOW, "/a/b/"],
]) {
  test(`every link leads somewhere at ${below}`, async () => {
    const server = await serve(folder, below);
    try {
      const { pages, links, dead } = await followServed(folder, server);
      assert.deepEqual(dead, []);
      assert.ok(pages > 100 && links > 5000, `${pages} pages, ${links} links`);
      console.log(`${below}: ${pages} pages, ${links} links`);
    } finally {
      await server.stop();
    }
  });
}

test("every link leads to a file where there is no server", async () => {
  const { pages, links, dead } = await followFiles(PORTABLE);
  assert.deepEqual(dead, []);
  assert.ok(pages > 100 && links > 5000, `${pages} pages, ${links} links`);
  console.log(`file: ${pages} pages, ${links} links`);
});

test("a reader walks through the folder without a server", async () => {
  const page = await browser.newPage();
  const heard = listen(page, "file://");
  await page.goto(pathToFileURL(join(PORTABLE, "index.html")).href);
  const ground = () => page.evaluate(() => getComputedStyle(document.querySelector("header.top")).position);
  assert.equal(await ground(), "sticky", "the styles are found");
  const plans = await json(PORTABLE, "api/v1/plans.json");
  const { title } = plans.plans.find((plan) => !plan.template);
  await page.locator("table.plans").getByRole("link", { name: title }).click();
  assert.equal(await page.locator("h1").textContent(), title);
  await page.locator("a.brand").click();
  assert.ok(page.url().endsWith("/portable/index.html"), page.url());
  assert.deepEqual(heard.said, []);
  assert.deepEqual(heard.strangers, []);
  await page.close();
});

test("the data are what their schema says", async () => {
  const schema = await json(BELOW, "api/v1/schema.json");
  // `format` only says how large a number is.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(schema, "api");
  const check = (kind, data, name) => {
    const valid = ajv.validate({ $ref: `api#/$defs/${kind}` }, data);
    assert.ok(valid, `${name}: ${ajv.errorsText()}`);
  };
  const data = await filesIn(join(BELOW, "api/v1/plans"), ".json");
  const plans = await json(BELOW, "api/v1/plans.json");
  assert.equal(data.length, plans.plans.length);
  check("PlansJson", plans, "plans.json");
  check("NextJson", await json(BELOW, "api/v1/next.json"), "next.json");
  check("SiteJson", await json(FOLDER, "export.json"), "export");
  for (const name of data) check("PlanFileJson", await json(BELOW, `api/v1/plans/${name}`), name);
  assert.equal(ajv.validate({ $ref: "api#/$defs/PlansJson" }, { plans: [] }), false, "it asks for more");
  for (const plan of plans.plans) {
    const { plan: whole } = await json(BELOW, plan.data.slice(1));
    assert.deepEqual(whole.progress, plan.progress);
    await text(BELOW, `${plan.url.slice(1)}index.html`);
  }
});

test("feeds and the sitemap are as their standards say", async () => {
  const grammar = XmlDocument.fromString(await readFile(new URL("schemas/atom.rng", import.meta.url), "utf8"));
  const atom = RelaxNGValidator.fromDoc(grammar);
  const feeds = (await filesIn(BELOW, "feed.xml")).filter((name) => /(^|\/)feed\.xml$/.test(name));
  assert.ok(feeds.length > 3, `${feeds.length} feeds`);
  for (const name of feeds) {
    const source = await text(BELOW, name);
    const feed = XmlDocument.fromString(source);
    atom.validate(feed);
    const ids = [...source.matchAll(/<entry>\s*<id>([^<]*)</g)].map((found) => found[1]);
    assert.equal(new Set(ids).size, ids.length, `${name}: an id is that of one entry`);
    assert.ok(source.includes(`rel="self" type="application/atom+xml" href="${ADDRESS}${name}"`));
    assert.throws(() => atom.validate(XmlDocument.fromString(source.replace(/<updated>.*<\/updated>/, ""))));
    feed.dispose();
  }
  const shape = XmlDocument.fromString(await readFile(new URL("schemas/sitemap.xsd", import.meta.url), "utf8"));
  const source = await text(BELOW, "sitemap.xml");
  XsdValidator.fromDoc(shape).validate(XmlDocument.fromString(source));
  const listed = [...source.matchAll(/<loc>([^<]*)</g)].map((found) => found[1]).sort();
  const pages = (await filesIn(BELOW, ".html")).filter((name) => name !== "404.html");
  assert.deepEqual(listed, pages.map((name) => ADDRESS + name.replace(/index\.html$/, "")).sort());
  assert.match(await text(BELOW, "robots.txt"), /^Sitemap: https:\/\/example\.org\/a\/b\/sitemap\.xml$/m);
});

test("badges, bars and cards are pictures, light and dark", async () => {
  const server = await serve(BELOW, "/a/b/");
  try {
    const badges = (await filesIn(join(BELOW, "badges"), ".svg")).map((name) => `badges/${name}`);
    const strips = (await filesIn(join(BELOW, "strips"), ".svg")).map((name) => `strips/${name}`);
    const cards = (await filesIn(join(BELOW, "cards"), ".png")).map((name) => `cards/${name}`);
    assert.ok(badges.length > 5 && strips.length === badges.length && cards.length === badges.length);
    const shots = [];
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 700, height: 900 } });
      const page = await context.newPage();
      const pictures = [...badges.slice(0, 4), ...strips.slice(0, 4), cards[0]];
      const ground = colorScheme === "dark" ? "#0d0f14" : "#fff";
      const images = pictures.map((name) => `<p><img src="${server.root}${name}" style="max-width:600px"></p>`);
      const body = `<meta name="color-scheme" content="light dark"><body style="background:${ground}">${images.join("")}`;
      // A page without our policy, which shows them as any README does.
      await page.route("**/reader", (route) => route.fulfill({ contentType: "text/html", body }));
      await page.goto(`${server.root}reader`);
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      const sizes = await page.evaluate(() => [...document.images].map((image) => [image.naturalWidth, image.naturalHeight]));
      assert.ok(sizes.every(([width, height]) => width > 0 && height > 0), JSON.stringify(sizes));
      assert.deepEqual(sizes.at(-1), [1200, 630]);
      shots.push((await page.locator("img").first().screenshot()).toString("base64"));
      if (process.env.OURO_PICTURES) {
        await page.screenshot({ path: join(process.env.OURO_PICTURES, `badges-${colorScheme}.png`) });
      }
      await context.close();
    }
    assert.notEqual(shots[0], shots[1], "a badge follows the reader's system");
    const answer = await fetch(`${server.root}badges/all.json`);
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    const { schemaVersion, label, message, color } = await answer.json();
    assert.deepEqual([schemaVersion, typeof label, typeof message], [1, "string", "string"]);
    assert.match(color, /^#[0-9a-f]{6}$/);
  } finally {
    await server.stop();
  }
});

test("a link to a plan is shown with its words and its picture", async () => {
  const { plans } = await json(BELOW, "api/v1/plans.json");
  for (const plan of plans) {
    const html = await text(BELOW, `${plan.url.slice(1)}index.html`);
    const meta = (name) => html.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`))?.[1];
    assert.equal(meta("og:url"), ADDRESS + plan.url.slice(1));
    assert.equal(meta("twitter:card"), "summary_large_image");
    const card = meta("og:image");
    assert.ok(card.startsWith(ADDRESS), card);
    assert.ok(meta("og:image:alt").includes(": "), "and its picture in words");
    const bytes = await readFile(join(BELOW, card.slice(ADDRESS.length)));
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    assert.ok(bytes.length < 40_000, `${bytes.length} bytes`);
  }
  assert.doesNotMatch(await text(SITE, "index.html"), /og:|twitter:/, "without an address there is no picture");
});
