// What a script adds: every page is whole without it. Its words and what it puts
// into the page stand in the page's `<template id="parts">`.
(() => {
  const parts = document.getElementById("parts");
  if (!parts) return;
  const words = parts.dataset;
  const root = new URL(words.root, document.baseURI);
  const main = document.getElementById("main");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const part = (selector) => parts.content.querySelector(selector).cloneNode(true);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** What a browser remembers; where it must not, nothing is. */
  const memory = (area) => ({
    get(key) {
      try {
        return JSON.parse(area().getItem(key));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        area().setItem(key, JSON.stringify(value));
      } catch {
        // Then it lasts for this page.
      }
    },
  });
  const kept = memory(() => localStorage);
  const session = memory(() => sessionStorage);

  // Says a thing, for the eye and for a screen reader.
  const status = document.body.appendChild(part(".told"));
  let silence;
  const tell = (text) => {
    status.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => (status.textContent = ""), 5000);
  };

  // Pages from the disk have no server that knows what a folder shows.
  const onDisk = location.protocol === "file:";
  const file = (url) => {
    if (onDisk && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url;
  };
  if (onDisk) {
    for (const link of all("a[href]")) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.href = file(new URL(link.href)).href;
    }
  }

  // Theme.
  const themes = ["system", "light", "dark"];
  const button = document.querySelector("[data-theme-switch]");
  if (button) {
    const html = document.documentElement;
    const label = () => {
      const text = button.dataset[html.dataset.theme ?? "system"];
      button.setAttribute("aria-label", text);
      button.title = text;
    };
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = themes[(themes.indexOf(html.dataset.theme ?? "system") + 1) % themes.length];
      if (theme === "system") delete html.dataset.theme;
      else html.dataset.theme = theme;
      try {
        localStorage.setItem("ouro-theme", theme);
      } catch {
        // The choice then lasts for this page.
      }
      label();
    });
  }

  // Dialogs.
  const dialogs = new Map();
  const dialog = (selector) => {
    if (!dialogs.has(selector)) {
      const made = document.body.appendChild(part(selector));
      made.addEventListener("click", (event) => {
        const leaves = event.target === made || event.target.closest("[data-close], a[href]");
        if (leaves) made.close();
      });
      dialogs.set(selector, made);
    }
    return dialogs.get(selector);
  };
  const show = (made) => {
    const others = all("dialog[open]");
    if (others.includes(made)) return;
    for (const other of others) other.close();
    made.showModal();
  };

  // Search.
  const opener = document.querySelector("[data-search]");
  const index = opener && new URL(opener.dataset.index, document.baseURI).href;
  const searchPage = opener && file(new URL(opener.href));
  let module;
  const search = () =>
    (module ??= import(new URL(opener.dataset.search, document.baseURI).href).then(
      ({ attach, open }) => ({ attach, find: open({ root, index }) }),
      (problem) => {
        module = undefined;
        throw problem;
      },
    ));
  const begin = async (box, options) => {
    const said = box.querySelector("[role=status]");
    try {
      if (onDisk) throw new Error(words.disk);
      const { attach, find } = await search();
      await attach(box, { find, words, part, all: searchPage.href, ...options });
    } catch {
      said.textContent = onDisk ? words.disk : words.failed;
      // The next time is a new try.
      const made = box.closest("dialog.finder");
      if (!made) return;
      dialogs.delete(".finder");
      made.addEventListener("close", () => made.remove());
    }
  };
  const openSearch = () => {
    if (!opener) return;
    const isNew = !dialogs.has(".finder");
    const made = dialog(".finder");
    show(made);
    made.querySelector("input").select();
    if (!isNew) return;
    const letters = made.querySelector("[data-letters]");
    letters.href = searchPage.href;
    begin(made, { limit: 24 });
  };
  opener?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openSearch();
  });
  const place = document.querySelector("[data-search-here]");
  if (place) {
    const box = part(".finder [role=search]");
    box.querySelector("[data-close]").remove();
    for (const extra of all(".finder-keys", box)) extra.remove();
    place.append(box);
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) box.querySelector("input").value = asked;
    const changed = (text) => {
      const query = text ? `?q=${encodeURIComponent(text)}` : location.pathname;
      if (!onDisk) history.replaceState(null, "", query);
    };
    begin(box, { limit: 100, changed });
  }

  // Links of tasks.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(words.copied);
    } catch {
      // Not allowed, or no safe connection: the link is shown instead.
      tell(text);
    }
  };
  const linkOf = (row) => {
    const link = row?.querySelector(".name, th a");
    return link && new URL(link.getAttribute("href"), document.baseURI).href;
  };
  for (const row of all(".task[id]", main)) {
    const name = row.querySelector(".name");
    const made = part(".copy");
    const id = row.querySelector(".id")?.textContent || name.textContent;
    made.setAttribute("aria-label", fill(words.copy, { task: id }));
    made.addEventListener("click", () => copy(linkOf(row)));
    // Bound to the last word, so that it never makes a line of its own.
    (name.closest(".line") ?? name.parentElement).append("\u2060", made);
  }

  // Keys.
  const keysOn = () => kept.get("ouro-keys") !== "off";
  const openKeys = () => {
    const isNew = !dialogs.has(".keys");
    const made = dialog(".keys");
    const box = made.querySelector("input");
    box.checked = keysOn();
    if (isNew) box.addEventListener("change", () => kept.set("ouro-keys", box.checked ? "on" : "off"));
    show(made);
  };
  const help = document.querySelector("[data-keys]");
  if (help) {
    help.hidden = false;
    help.addEventListener("click", openKeys);
  }
  const step = (by) => {
    const links = all(".row .name, tr > th[scope=row] > a", main).filter((link) => link.checkVisibility?.() ?? true);
    const row = document.activeElement.closest?.(".row, tr") ?? main.querySelector(".task:target");
    let at = links.findIndex((link) => link.closest(".row, tr") === row);
    // From the top of what is seen, where none is chosen.
    if (at < 0) at = links.findIndex((link) => link.getBoundingClientRect().top > 56) - (by > 0 ? 1 : 0);
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  let gone = false;
  const single = {
    "/": openSearch,
    "?": openKeys,
    j: () => step(1),
    k: () => step(-1),
    y() {
      const row = document.activeElement.closest?.(".row, tr") ?? main.querySelector(".task:target");
      const link = linkOf(row);
      if (link) copy(link);
    },
    g() {
      gone = true;
      setTimeout(() => (gone = false), 1500);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape") {
      for (const menu of all(".menu[open]")) menu.open = false;
      return;
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || !keysOn() || document.querySelector("dialog[open]")) return;
    const target = gone && parts.content.querySelector(`[data-go="${CSS.escape(key)}"]`);
    gone = false;
    if (target) location.assign(file(new URL(target.getAttribute("href"), document.baseURI)));
    else if (Object.hasOwn(single, key)) {
      event.preventDefault();
      single[key]();
    }
  });

  // The graph: what a task waits for, and what it unlocks.
  for (const svg of all(".graph-figure .graph-svg")) {
    // Listens, since the drawing itself would take the focus if it did.
    const frame = svg.closest(".graph");
    const nodes = all("a.node", svg);
    const lines = all("[data-from]", svg);
    const before = new Map();
    const after = new Map();
    const join = (map, from, to) => map.set(from, (map.get(from) ?? new Set()).add(to));
    for (const line of lines) {
      if (line.classList.contains("loop")) continue;
      join(after, line.dataset.from, line.dataset.to);
      join(before, line.dataset.to, line.dataset.from);
    }
    const reach = (map, start) => {
      const found = new Set();
      const open = [start];
      while (open.length > 0) {
        for (const next of map.get(open.pop()) ?? []) {
          if (found.has(next) || next === start) continue;
          found.add(next);
          open.push(next);
        }
      }
      return found;
    };
    const name = (number) => {
      const node = nodes.find((each) => each.dataset.node === number);
      const id = node.classList.contains("many") ? "" : node.querySelector(".id")?.textContent;
      return id || node.querySelector("title").textContent;
    };
    // Lines may lead over joints, which are no boxes and have no name.
    const known = new Set(nodes.map((each) => each.dataset.node));
    const list = (numbers) => [...numbers].filter((each) => known.has(each)).sort((a, b) => a - b).map(name).join(words.comma) || words.nothing;
    const told = part(".graph-told");
    frame.after(told);
    let lit;
    const dark = () => {
      lit = undefined;
      svg.classList.remove("lit");
      for (const each of all(".on, .up, .down", svg)) each.classList.remove("on", "up", "down");
      told.textContent = "";
    };
    const light = (node) => {
      if (lit === node) return;
      dark();
      lit = node;
      const number = node.dataset.node;
      const up = reach(before, number);
      const down = reach(after, number);
      svg.classList.add("lit");
      node.classList.add("on");
      for (const each of nodes) {
        if (up.has(each.dataset.node)) each.classList.add("on", "up");
        if (down.has(each.dataset.node)) each.classList.add("on", "down");
      }
      const within = (set, from, to) => (set.has(from) || from === number) && (set.has(to) || to === number);
      for (const { dataset, classList } of lines) {
        if (within(up, dataset.from, dataset.to) || within(down, dataset.from, dataset.to)) classList.add("on");
      }
      told.textContent = fill(words.lit, { task: name(number), after: list(up), before: list(down) });
    };
    const focused = () => svg.contains(document.activeElement);
    const nodeOf = (event) => event.target.closest?.("a.node");
    frame.addEventListener("pointerover", (event) => {
      const node = nodeOf(event);
      if (event.pointerType === "touch") return;
      if (node) light(node);
      else if (!focused()) dark();
    });
    frame.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch" && !focused()) dark();
    });
    frame.addEventListener("focusin", (event) => nodeOf(event)?.matches(":focus-visible") && light(nodeOf(event)));
    frame.addEventListener("focusout", dark);
    // A finger cannot hover: the first tap lights, the second one follows.
    let touch = false;
    frame.addEventListener("pointerdown", (event) => (touch = event.pointerType === "touch"));
    frame.addEventListener("click", (event) => {
      const node = nodeOf(event);
      if (!touch || !node || node === lit) return;
      event.preventDefault();
      light(node);
    });
    document.addEventListener("pointerdown", (event) => {
      if (lit && !frame.contains(event.target)) dark();
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && lit && dark());
  }

  // New since the last visit. A visit is what one tab shows until it is closed:
  // what was known when it began is what is compared with.
  const PAGES = 60;
  const NAMED = 6;
  const key = `ouro-seen ${root.pathname}`;
  const page = location.pathname;
  const now = {};
  for (const row of all(".task[id]", main)) {
    const state = /state-(\w+)/.exec(row.querySelector(".icon").getAttribute("class"));
    if (state) now[row.id] = state[1];
  }
  for (const row of all("tr[data-done]", main)) {
    now[new URL(row.querySelector("a").href).pathname] = `${row.dataset.done}/${row.dataset.total}`;
  }
  if (Object.keys(now).length > 0) {
    const seen = kept.get(key) ?? {};
    const known = session.get(key) ?? {};
    const old = (known[page] ??= seen[page] ?? now);
    session.set(key, known);
    delete seen[page];
    seen[page] = now;
    // The pages that were opened last are remembered.
    for (const other of Object.keys(seen).slice(0, -PAGES)) delete seen[other];
    kept.set(key, seen);

    const states = Object.fromEntries(words.states.split("|").map((pair) => pair.split("=")));
    const chips = [];
    const named = [];
    const chip = (into, text, link) => {
      const made = part(".fresh");
      made.textContent = text;
      into.append(made);
      chips.push(made);
      named.push(link);
    };
    for (const row of all(".task[id]", main)) {
      const was = old[row.id];
      if (was === now[row.id]) continue;
      chip(row.querySelector(".meta"), was ? fill(words.was, { state: states[was] }) : words.fresh, row.querySelector(".name"));
    }
    for (const row of all("tr[data-done]", main)) {
      const path = new URL(row.querySelector("a").href).pathname;
      if (old[path] === now[path]) continue;
      const more = parseInt(now[path], 10) - parseInt(old[path], 10);
      const text = !old[path] ? words.fresh : more > 0 ? fill(words.done, { n: more }) : words.changed;
      chip(row.querySelector("th"), text, row.querySelector("th a"));
    }
    if (chips.length > 0) {
      const note = part(".visit");
      note.querySelector("span").textContent =
        chips.length === 1 ? words.visitOne : fill(words.visitMany, { n: chips.length });
      // The first of them, so that nobody has to look for the marks.
      const list = note.querySelector("ul");
      for (const link of named.slice(0, NAMED)) {
        const copied = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
        copied.href = link.href;
        const id = link.closest(".task")?.querySelector(".id")?.textContent;
        copied.appendChild(document.createElement("bdi")).textContent = id || link.textContent;
      }
      if (named.length > NAMED) list.appendChild(document.createElement("li")).textContent = "…";
      note.querySelector("button").addEventListener("click", () => {
        known[page] = now;
        session.set(key, known);
        for (const each of [note, ...chips]) each.remove();
        tell(words.seen);
        main.focus();
      });
      (main.querySelector(".lede") ?? main.querySelector("h1")).after(note);
    }
  }
})();
