// The filters of the list of all tasks: chosen in the bar, kept in the address.
//
// All tasks are searched, not those of this page alone: the site has them in
// files of rows, of which only those are loaded that can hold what is asked for.
// Where a file cannot be loaded, as from a disk, the rows of this page are.
(() => {
  const find = (selector, inside = document) => inside.querySelector(selector);
  const bar = find("[data-filter]");
  if (!bar) return;
  const status = find("[data-filter-status]");
  const listed = find("[data-unfiltered]");
  const found = find("[data-filtered]");
  const clear = find("[data-clear]");
  const more = find("[data-more]");
  const blank = find("[data-task-row]").content.firstElementChild;
  const facetsUrl = new URL(bar.dataset.facets, location.href);
  const NAMES = ["q", "state", "plan", "phase", "owner", "label"];
  /** How many rows are shown at once, and how many files are loaded at once. */
  const SHOWN = 200;
  const AT_ONCE = 6;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const control = (name) => find(`[name="${name}"]`, bar);
  const stateWords = new Map([...control("state").options].map(({ value, text }) => [value, text]));

  /** What there is to choose from, and the files; nothing where they cannot be loaded. */
  let facets;
  const files = new Map();
  let run = 0;
  let matches = [];

  const load = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
    return answer.json();
  };

  /** The rows of a file, each as what it says. */
  const read = ({ names, rows }) =>
    rows.map(([state, id, title, href, why, duration, part, plan, phase, owners, labels]) => {
      const [planId, planTitle, base] = names[plan];
      return {
        state, id, title, why, duration, part,
        href: new URL(base + href, facetsUrl).href,
        plan: { key: planId, name: planTitle, href: new URL(base, facetsUrl).href },
        phase: phase === null ? undefined : { key: names[phase][0], name: names[phase][1] },
        owners: owners.map((at) => ({ key: names[at][0], name: names[at][1], href: new URL(names[at][2], facetsUrl).href })),
        labels: labels.map((at) => names[at]),
      };
    });

  const rowsOf = (file) => {
    if (!files.has(file)) files.set(file, load(new URL(file, facetsUrl)).then(read));
    return files.get(file);
  };

  /** The same of the rows that stand on this page. */
  const rowsHere = () =>
    [...listed.querySelectorAll("tr[data-state]")].map((element) => {
      const name = find(".name", element);
      const plan = find("[data-plan]", element);
      const phase = find("[data-phase]", element);
      const owners = [...element.querySelectorAll("[data-owner]")];
      return {
        element,
        state: element.dataset.state,
        id: find(".id", element)?.textContent ?? "",
        title: name.textContent,
        part: find(".part", element)?.textContent,
        plan: { key: plan.dataset.plan, name: plan.textContent },
        phase: phase ? { key: phase.dataset.phase, name: phase.textContent } : undefined,
        owners: owners.map((owner) => ({ key: owner.dataset.owner, name: owner.textContent })),
        labels: [...element.querySelectorAll("[data-label]")].map((label) => label.textContent),
      };
    });

  /** What is asked for, by the names of the controls. */
  const asked = () => {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(NAMES.map((name) => [name, (query.get(name) ?? "").trim()]).filter(([, value]) => value));
  };

  /** Whether a value is the one that is chosen or, of very many, has the written part. */
  const fits = (name, wanted, { key, name: words }) =>
    key === wanted || (facets?.[name] === null && fold(words).includes(fold(wanted)));

  const matcher = (query) => {
    const words = fold(query.q ?? "").split(/\s+/).filter(Boolean);
    return (row) => {
      if (query.state && row.state !== query.state) return false;
      if (query.plan && !fits("plan", query.plan, row.plan)) return false;
      if (query.phase && !(row.phase && fits("phase", query.phase, row.phase))) return false;
      if (query.owner && !row.owners.some((owner) => fits("owner", query.owner, owner))) return false;
      if (query.label && !row.labels.some((label) => fits("label", query.label, { key: label, name: label }))) return false;
      if (words.length === 0) return true;
      const owners = row.owners.map(({ name }) => name);
      const said = [row.id, row.title, row.part, row.plan.name, row.phase?.name, ...owners, ...row.labels];
      const text = fold(said.filter(Boolean).join(" "));
      return words.every((word) => text.includes(word));
    };
  };

  /** Whether a file may hold what is asked for: it has the plans between two. */
  const mayHold = (query) => ({ states, plans: [first, last] }) => {
    if (query.state && !states.includes(query.state)) return false;
    const order = facets.plan?.find(([key]) => key === query.plan)?.[2];
    return order === undefined || (first <= order && order <= last);
  };

  const search = async (query, own) => {
    const wanted = facets.files.filter(mayHold(query));
    const fit = matcher(query);
    const rows = [];
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const loaded = await Promise.all(wanted.slice(at, at + AT_ONCE).map(({ file }) => rowsOf(file)));
      if (own !== run) return undefined;
      rows.push(...loaded.flat().filter(fit));
    }
    return rows;
  };

  const linked = (tag, { name, href }) => {
    const element = document.createElement(tag);
    const words = document.createElement("bdi");
    words.textContent = name;
    element.href = href;
    element.append(words);
    return element;
  };

  const made = (row) => {
    const element = blank.cloneNode(true);
    const set = (selector, text) => {
      const part = find(selector, element);
      if (text) part.textContent = text;
      else part.remove();
    };
    element.dataset.state = row.state;
    find(".icon", element).classList.add(`state-${row.state}`);
    find("use", element).setAttribute("href", `#icon-${row.state}`);
    find(".with-icon span", element).textContent = stateWords.get(row.state) ?? row.state;
    set(".id", row.id);
    find(".name", element).textContent = row.title;
    find(".name", element).href = row.href;
    for (const label of row.labels) {
      const chip = document.createElement("span");
      chip.className = "chip plain";
      chip.textContent = label;
      find(".name", element).after(" ", chip);
    }
    set(".part", row.part);
    set(".why", row.why);
    find(".of a", element).replaceWith(linked("a", row.plan));
    set(".of .sub", row.phase?.name);
    find(".who", element)?.append(...row.owners.map((owner) => linked("a", owner)));
    if (row.duration) find(".long", element).textContent = row.duration;
    return element;
  };

  const tell = (count, all, page) => {
    const words = status.dataset.matching.replace("{n}", count).replace("{all}", all);
    status.textContent = page ? `${words} ${status.dataset.here}` : words;
  };

  const showMore = () => {
    const body = find("tbody", found);
    const from = body.rows.length;
    body.append(...matches.slice(from, from + SHOWN).map(made));
    more.hidden = body.rows.length >= matches.length;
  };

  const hideRows = (fit) => {
    const rows = rowsHere();
    let count = 0;
    for (const row of rows) {
      const shown = fit(row);
      row.element.hidden = !shown;
      count += shown ? 1 : 0;
    }
    for (const group of listed.querySelectorAll("tbody")) {
      group.hidden = !find("tr[data-state]:not([hidden])", group);
    }
    return [count, rows.length];
  };

  const apply = async () => {
    const query = asked();
    const own = ++run;
    const active = Object.keys(query).length > 0;
    clear.hidden = !active;
    if (!active || !facets) {
      found.hidden = true;
      listed.hidden = false;
      const [count, all] = hideRows(matcher(query));
      if (active) tell(count, all, true);
      else status.textContent = "";
      return;
    }
    let rows;
    try {
      rows = await search(query, own);
    } catch {
      facets = undefined;
      return apply();
    }
    if (rows === undefined) return;
    matches = rows;
    find("tbody", found).replaceChildren();
    showMore();
    listed.hidden = true;
    found.hidden = false;
    tell(rows.length, facets.tasks, false);
  };

  /** What is chosen goes into the address, so that it can be shared and kept. */
  const keep = () => {
    const query = new URLSearchParams();
    for (const name of NAMES) {
      const value = control(name).value.trim();
      if (value) query.set(name, value);
    }
    const words = query.toString();
    history.replaceState(history.state, "", words ? `?${words}` : location.pathname);
    apply();
  };

  /** Fills a control with what there is to choose from; of very many, one writes. */
  const fill = (name, choices) => {
    const select = control(name);
    if (choices === null) {
      const input = document.createElement("input");
      input.type = "search";
      input.name = name;
      input.autocomplete = "off";
      select.replaceWith(input);
      return;
    }
    select.append(...choices.map(([key, words]) => new Option(words, key)));
    select.closest("label").hidden = choices.length === 0;
  };

  /** What the rows of this page let choose from. */
  const choicesHere = () => {
    const rows = rowsHere();
    const all = {
      plan: rows.map(({ plan }) => plan),
      phase: rows.flatMap(({ phase }) => phase ?? []),
      owner: rows.flatMap(({ owners }) => owners),
      label: rows.flatMap(({ labels }) => labels.map((label) => ({ key: label, name: label }))),
    };
    const pairs = (values) => [...new Map(values.map(({ key, name }) => [key, name]))];
    return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, pairs(values)]));
  };

  const restore = () => {
    const query = asked();
    for (const name of NAMES) {
      const field = control(name);
      const value = query[name] ?? "";
      // A value that is not there is shown all the same: it is what is filtered by.
      if (value && field.options && ![...field.options].some((option) => option.value === value)) {
        field.append(new Option(value, value));
        field.closest("label").hidden = false;
      }
      field.value = value;
    }
  };

  const start = async () => {
    try {
      facets = await load(facetsUrl);
    } catch {
      facets = undefined;
    }
    const choices = facets ?? choicesHere();
    for (const name of ["plan", "phase", "owner", "label"]) fill(name, choices[name]);
    restore();
    bar.removeAttribute("data-waiting");
    let waiting;
    bar.addEventListener("input", ({ target }) => {
      clearTimeout(waiting);
      if (target.matches("input")) waiting = setTimeout(keep, 150);
      else keep();
    });
    clear.addEventListener("click", () => {
      for (const name of NAMES) control(name).value = "";
      keep();
      control("q").focus();
    });
    more.addEventListener("click", () => {
      const from = find("tbody", found).rows.length;
      showMore();
      find(".name", find("tbody", found).rows[from])?.focus();
    });
    // What leads to the place of a state in the list asks for that state here.
    for (const link of document.querySelectorAll("[data-state-link]")) {
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        control("state").value = link.dataset.stateLink;
        keep();
      });
    }
    addEventListener("popstate", () => {
      restore();
      apply();
    });
    apply();
  };
  start();
})();
