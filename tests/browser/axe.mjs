// What axe finds: WCAG 2.2 to level AA, and axe's own good practices.

import { createRequire } from "node:module";

const SOURCE = createRequire(import.meta.url)("axe-core").source;

/** The faults of the page as it stands, each with some of the elements that have it. */
export async function faults(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  return page.evaluate(run);
}

/** Runs in the page. */
async function run() {
  // The one rule of level AA that axe leaves out unless it is asked for; nobody
  // points at paper.
  const pointed = !matchMedia("print").matches;
  const { violations } = await globalThis.axe.run(document, {
    rules: { "target-size": { enabled: pointed } },
    resultTypes: ["violations"],
  });
  return violations.map(({ id, nodes }) => {
    const some = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
    return `${id}, ${nodes.length} times: ${some.join(" | ")}`;
  });
}
