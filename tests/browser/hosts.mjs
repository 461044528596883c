// What hosts read: the workflows, the action and the settings that are published with
// the program or written by `ouro init`, held against the schemas of those hosts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import Ajv from "ajv";
import { parse as toml } from "smol-toml";
import { parse as yaml } from "yaml";

const ROOT = join(import.meta.dirname, "../..");
const OURO = process.env.OURO;
const read = (...path) => readFileSync(join(...path), "utf8");

/** Makes what tells everything that is wrong with a value by a schema. */
function checker(schema) {
  // Schemas of others have formats and words that say nothing about a value.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : validate.errors);
}

const schema = (name) => checker(JSON.parse(read(import.meta.dirname, "schemas", name)));
const workflow = schema("github-workflows.json");
const action = schema("github-actions.json");

/** Runs `ouro init` for a host, and hands over the folder. */
function initialised(host, look) {
  const folder = mkdtempSync(join(tmpdir(), "ouro-host-"));
  try {
    execFileSync(OURO, ["init", "--deploy", host, "--source", "https://example.org/ouro"], { cwd: folder });
    look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("our own workflows are workflows", () => {
  const folder = join(ROOT, ".github/workflows");
  const names = readdirSync(folder);
  assert.ok(names.includes("release.yml"));
  for (const name of names) {
    assert.deepEqual(workflow(yaml(read(folder, name))), [], name);
  }
});

test("the action is an action, and the guide lists its inputs", () => {
  const text = yaml(read(ROOT, "action.yml"));
  assert.deepEqual(action(text), []);
  const rows = read(ROOT, "content/guide/publishing.md").split("| Input |")[1].split("\n\n")[0];
  const listed = [...rows.matchAll(/^\| `([\w-]+)` \|/gm)].map((row) => row[1]);
  assert.deepEqual(listed, Object.keys(text.inputs));
});

test("a mistake in a workflow would be found", () => {
  assert.notDeepEqual(workflow({ on: "push", jobs: { build: { runs: "here", steps: [] } } }), []);
  assert.notDeepEqual(action({ name: "x", description: "y", runs: { using: "composite" } }), []);
});

test("what is written for GitHub Pages is a workflow", () => {
  initialised("github", (folder) => {
    const text = yaml(read(folder, ".github/workflows/plans.yml"));
    assert.deepEqual(workflow(text), []);
    assert.equal(text.jobs.build.steps[0].with["fetch-depth"], 0, "the whole history");
    assert.equal(text.env.OURO_SOURCE, "https://example.org/ouro");
  });
});

// The schemas of these two are not copied here, that of Cloudflare being of 200 kB for
// three keys: these are the keys that their documents list for such a site.
test("what is written for Netlify has the keys that Netlify reads", () => {
  initialised("netlify", (folder) => {
    const { build, ...rest } = toml(read(folder, "netlify.toml"));
    assert.deepEqual(rest, {});
    const { command, publish, environment } = build;
    assert.deepEqual(Object.keys(build), ["command", "publish", "environment"]);
    assert.equal(publish, "public");
    assert.match(command, /ouro build "\$PLANS" --output public --base-url "\$URL" --since "\$last" --history 30 --today "\$\(date -u \+%F\)"$/);
    for (const name of ["PLANS", "OURO_SOURCE"]) assert.equal(typeof environment[name], "string");
  });
});

test("what is written for Cloudflare Pages has the keys that Cloudflare reads", () => {
  initialised("cloudflare", (folder) => {
    const settings = toml(read(folder, "wrangler.toml"));
    assert.deepEqual(Object.keys(settings), ["name", "compatibility_date", "pages_build_output_dir"]);
    assert.match(settings.name, /^[a-z0-9][a-z0-9-]{0,57}$/, "a name of a project");
    assert.match(settings.compatibility_date, /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(settings.pages_build_output_dir, "public");
  });
});

test("the schema of the settings takes what the program takes", () => {
  const settings = checker(JSON.parse(execFileSync(OURO, ["config", "--schema"], { encoding: "utf8" })));
  const own = [
    read(ROOT, "ouro.yaml"),
    read(ROOT, "tests/browser/states/ouro.yaml"),
    read(ROOT, "content/guide/settings.md").split("## A file with everything\n\n```yaml\n")[1].split("```")[0],
    "title:\nchecks: { loop: off, dead-link: }\ntheme: our-theme\n",
    "theme:\n  accent: { light: '#123456', dark: '#abcdef' }\n  logo: { file: a.svg, alt: A }\n  font: [A, b]\n",
  ];
  for (const text of own) assert.deepEqual(settings(yaml(text)), [], text);
  for (const text of [
    "titel: x",
    "title: [a]",
    "base_url: nowhere",
    "source_url: https://example.org/",
    "language: 7",
    "content: /etc",
    "checks: { ded-link: error }",
    "checks: { duplicate-url: off }",
    "theme: { acent: red }",
    "theme: { font: { nams: A } }",
  ]) {
    assert.notDeepEqual(settings(yaml(text)), [], text);
  }
});
