// The preview in a page: reloads it when it has changed and keeps its place,
// shows what is wrong, and says when the preview does not answer. Only
// `ouro serve` adds it. The line before this one holds the words: `WORDS`.
(() => {
  "use strict";
  const script = document.currentScript;
  const home = new URL(".", script.src);
  const KEPT = "ouro-live-kept";
  const CLOSED = "ouro-live-closed";
  const RETRY = 500;
  // How long a changed row stays marked, in milliseconds.
  const MARKED = 2500;
  let tag = script.dataset.tag;

  const memory = {
    get(key) {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        sessionStorage.setItem(key, value);
      } catch {
        // The page then starts at its top.
      }
    },
  };

  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  // What is said stands in every page from the start, so that it is heard.
  const bar = make("div", "ouro-live-bar");
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", WORDS.preview);
  const said = make("p", "ouro-live-said");
  said.setAttribute("role", "status");
  const say = (words) => {
    said.textContent = words;
  };

  // --- Keeping the place ---

  /** A name of an element that it still has after a reload. */
  const nameOf = (element) => {
    const around = element.parentElement?.closest("[id]") ?? document.body;
    const alike = [...around.querySelectorAll(element.localName)];
    return element.id ? `#${element.id}` : `${around.id} ${element.localName} ${alike.indexOf(element)}`;
  };

  const named = (name) => {
    if (name.startsWith("#")) return document.getElementById(name.slice(1));
    const [id, kind, place] = name.split(" ");
    const around = id ? document.getElementById(id) : document.body;
    return around?.querySelectorAll(kind)[Number(place)] ?? null;
  };

  const stateOf = (row) => row.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? "";

  const keep = () => {
    const top = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
    const inView = (element) => {
      const box = element.getBoundingClientRect();
      return box.height > 0 && box.top >= top && box.top < innerHeight;
    };
    const active = document.activeElement;
    // What stays where it was: what has the focus, or what is read first.
    const near = active?.closest?.("main [id]");
    const anchor = near && near.id !== "main" && inView(near) ? near : [...document.querySelectorAll("main [id]")].find(inView);
    const isField = active?.matches?.("input, textarea");
    memory.set(
      KEPT,
      JSON.stringify({
        path: location.pathname,
        scroll: scrollY,
        anchor: anchor && scrollY > 0 ? [anchor.id, anchor.getBoundingClientRect().top] : null,
        open: [...document.querySelectorAll("details")].map((it) => [nameOf(it), it.open]),
        inner: [...document.querySelectorAll("body *")]
          .filter((it) => it.scrollLeft || it.scrollTop)
          .map((it) => [nameOf(it), it.scrollLeft, it.scrollTop]),
        focus: active && active !== document.body ? nameOf(active) : null,
        typed: isField ? active.value : null,
        rows: [...document.querySelectorAll('[id^="t-"]')].map((it) => [it.id, stateOf(it)]),
      }),
    );
  };

  const toPlace = (kept) => {
    const anchor = kept.anchor && document.getElementById(kept.anchor[0]);
    if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - kept.anchor[1], behavior: "instant" });
    else scrollTo({ top: kept.scroll, behavior: "instant" });
    for (const [name, left, top] of kept.inner) named(name)?.scrollTo({ left, top, behavior: "instant" });
  };

  const restore = (kept) => {
    for (const [name, open] of kept.open) {
      const details = named(name);
      if (details?.localName === "details") details.open = open;
    }
    const focused = kept.focus && named(kept.focus);
    if (focused) {
      focused.focus({ preventScroll: true });
      if (kept.typed !== null && "value" in focused && focused.value !== kept.typed) {
        focused.value = kept.typed;
        focused.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    toPlace(kept);
    const before = new Map(kept.rows);
    for (const row of document.querySelectorAll('[id^="t-"]')) {
      if (before.has(row.id) && before.get(row.id) === stateOf(row)) continue;
      row.classList.add("ouro-live-changed");
      setTimeout(() => row.classList.remove("ouro-live-changed"), MARKED);
    }
    say(WORDS.updated);
  };

  /** Holds the place while the page is still growing, until the reader moves. */
  const hold = (kept) => {
    const growing = new ResizeObserver(() => toPlace(kept));
    const letGo = () => {
      growing.disconnect();
      history.scrollRestoration = "auto";
    };
    growing.observe(document.body);
    for (const moves of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(moves, letGo, { once: true, passive: true });
    }
    setTimeout(letGo, MARKED);
  };

  const reload = () => {
    keep();
    history.scrollRestoration = "manual";
    location.reload();
  };

  // --- What is wrong ---

  let problems = { errors: 0, warnings: 0, key: "", words: "", list: [], more: "" };
  let panel;
  const counter = make("button", "");
  counter.type = "button";

  const close = () => {
    panel?.remove();
    panel = undefined;
    counter.setAttribute("aria-expanded", "false");
  };

  const open = () => {
    close();
    panel = make("section", `ouro-live-problems${problems.errors ? "" : " is-mild"}`);
    panel.setAttribute("aria-label", problems.words);
    const head = make("header", "");
    const button = make("button", "", WORDS.close);
    button.type = "button";
    button.addEventListener("click", () => {
      dismiss();
      counter.focus();
    });
    head.append(make("p", "", problems.words), button);
    const list = make("div", "ouro-live-list");
    list.tabIndex = 0;
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", problems.words);
    for (const [severity, text] of problems.list) {
      const excerpt = make("pre", `is-${severity}`, text);
      // What is printed in the terminal is English, whatever the site speaks.
      excerpt.lang = "en";
      excerpt.dir = "ltr";
      list.append(excerpt);
    }
    if (problems.more) list.append(make("p", "ouro-live-more", problems.more));
    panel.append(head, list);
    document.body.append(panel);
    counter.setAttribute("aria-expanded", "true");
  };

  const dismiss = () => {
    memory.set(CLOSED, problems.key);
    close();
  };

  const tell = (news) => {
    const isNew = news.key !== problems.key;
    problems = news;
    counter.remove();
    if (!news.words) {
      close();
      return;
    }
    counter.textContent = news.words;
    counter.className = news.errors ? "is-error" : "is-warning";
    bar.append(counter);
    if (news.errors && memory.get(CLOSED) !== news.key) {
      open();
      if (isNew) say(news.words);
    } else {
      close();
    }
  };

  counter.addEventListener("click", () => (panel ? dismiss() : open()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) dismiss();
  });

  // --- Listening ---

  const lost = make("span", "is-lost", WORDS.lost);
  let source;
  let waiting;
  let worrying;
  let gone = false;
  let leaves = false;

  const swap = (from, to) => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      if (!link.href.endsWith(`/${from}`)) continue;
      const next = link.cloneNode();
      next.href = link.href.slice(0, -from.length) + to;
      next.addEventListener("load", () => link.remove());
      link.after(next);
    }
  };

  const hear = {
    problems: (data) => tell(JSON.parse(data)),
    reload: (data) => {
      tag = data;
      if (!leaves) reload();
    },
    style: (data) => {
      const [from, to, now] = data.split(" ");
      tag = now;
      swap(from, to);
      say(WORDS.updated);
    },
    go: (data) => {
      leaves = location.pathname !== data;
      if (leaves) location.assign(data);
    },
  };

  const connect = () => {
    clearTimeout(waiting);
    if (gone || source || document.hidden) return;
    const address = new URL("events", home);
    address.searchParams.set("page", location.pathname);
    address.searchParams.set("tag", tag);
    source = new EventSource(address);
    source.addEventListener("open", () => {
      clearTimeout(worrying);
      worrying = undefined;
      if (lost.isConnected) {
        lost.remove();
        say(WORDS.back);
      }
    });
    source.addEventListener("error", () => {
      disconnect();
      worrying ??= setTimeout(() => {
        if (gone) return;
        bar.prepend(lost);
        say(WORDS.lost);
      }, RETRY);
      waiting = setTimeout(connect, RETRY);
    });
    for (const [name, listen] of Object.entries(hear)) {
      source.addEventListener(name, (event) => {
        if (!gone) listen(event.data);
      });
    }
  };

  const disconnect = () => {
    source?.close();
    source = undefined;
  };

  // A browser opens six connections to one server, whatever the number of its
  // tabs: those that nobody sees must not keep one.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", () => {
    gone = true;
    disconnect();
  });
  addEventListener("pageshow", () => {
    gone = false;
    connect();
  });

  const kept = JSON.parse(memory.get(KEPT) ?? "null");
  memory.set(KEPT, "null");
  const start = () => {
    document.body.append(bar, said);
    if (WORDS.drafts) bar.append(make("span", "is-draft", WORDS.drafts));
    if (kept?.path === location.pathname) {
      restore(kept);
      hold(kept);
    }
    connect();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
