// What axe finds: WCAG 2.2 to level AA, and axe's own good practices.

import { createRequire } from "node:module";

const SOURCE = createRequire(import.meta.url)("axe-core").source;

/** What can be wrong with colours. Nothing else depends on them, and so on the theme. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** The faults of the page as it stands, each with some of the elements that have it. */
export async function faults(page) {
  return look(page, null);
}

/** The faults that its colours have, for a page of which all else was looked at. */
export async function faultsOfColours(page) {
  return look(page, OF_COLOURS);
}

/**
 * The faults of a page at some widths, each with where it was found; at the first one in
 * both themes, since colours hardly depend on the width; what only a phone shows is looked
 * at in the dark by states.mjs.
 */
export async function faultsAt(page, viewports) {
  const looks = viewports.map((viewport) => [viewport, "light", faults]);
  looks.splice(1, 0, [viewports[0], "dark", faultsOfColours]);
  const found = [];
  for (const [viewport, colorScheme, ask] of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    for (const fault of await ask(page)) found.push(`${viewport.width} px, ${colorScheme}: ${fault}`);
  }
  return found;
}

async function look(page, only) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  return page.evaluate(run, only);
}

/** Runs in the page. */
async function run(only) {
  // The one rule of level AA that axe leaves out unless it is asked for; nobody
  // points at paper.
  const pointed = !matchMedia("print").matches;
  const { violations } = await globalThis.axe.run(document, {
    ...(only ? { runOnly: only } : { rules: { "target-size": { enabled: pointed } } }),
    resultTypes: ["violations"],
  });
  return violations.map(({ id, nodes }) => {
    const some = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
    return `${id}, ${nodes.length} times: ${some.join(" | ")}`;
  });
}
