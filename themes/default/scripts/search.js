// The search: loaded when it is first used. It reads the list of the index and
// those of its files that the words need; see src/site/search/index.rs.

/** The most files of one kind that one word is looked for in. */
const LOADS = 8;
/** The most words that are looked for. */
const WORDS = 16;
/** The most words that a misspelt one is taken for. */
const NEAR = 6;

// src/site/search/terms.rs cuts texts in the same way.
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" };
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3100-\\u318f" +
  "\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = "[\\p{Alphabetic}\\p{N}]";
const APOSTROPHE = new RegExp(`(?<=${LETTER})['’](?=${LETTER})`, "gu");
const PIECE = new RegExp(`${LETTER}(?:${LETTER}|(?<=[0-9])\\.(?=[0-9]))*`, "gu");
const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
/** A word as it stands in a title, accents and all. */
const SHOWN = /[0-9]+(?:\.[0-9]+)+|[\p{Alphabetic}\p{N}\p{M}]+(?:['’][\p{Alphabetic}\p{N}]+)*/gu;

/** Small letters without accents, one form for each character. */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ßæœøłđðþħı]/g, (letter) => LETTERS[letter])
    .normalize("NFC");

/** The words of a text; where no spaces stand between them, the whole run. */
export const pieces = (text) =>
  (fold(text).replace(APOSTROPHE, "").match(PIECE) ?? [])
    .flatMap((piece) => piece.match(RUN))
    .map((piece) => (IS_UNSPACED.test(piece) ? piece : [...piece].slice(0, 40).join("")));

/** What is looked for: terms, the last of which may be the beginning of one. */
function wanted(text) {
  const words = new Map();
  for (const piece of pieces(text)) {
    const letters = [...piece];
    if (!IS_UNSPACED.test(piece) || letters.length === 1) {
      words.set(piece, { term: piece, starts: IS_UNSPACED.test(piece) });
      continue;
    }
    for (let at = 1; at < letters.length; at += 1) {
      const term = letters[at - 1] + letters[at];
      words.set(term, { term, starts: false });
    }
  }
  const all = [...words.values()].slice(0, WORDS);
  const last = all.at(-1);
  if (last && !/\s$/.test(text) && !IS_UNSPACED.test(last.term)) last.starts = true;
  return all;
}

/** How many letters are wrong, at least for a beginning of the term, too. */
function distance(word, term) {
  let before = [];
  let row = Array.from({ length: term.length + 1 }, (_, at) => at);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= term.length; j += 1) {
      const cost = word[i - 1] === term[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
      const swapped = i > 1 && j > 1 && word[i - 1] === term[j - 2] && word[i - 2] === term[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return { whole: row[term.length], start: Math.min(...row) };
}

/** Opens the index: gives a function that finds. */
export function open({ root, index }) {
  const files = new Map();
  const load = (address) => {
    if (!files.has(address)) {
      const asked = fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`${address} is ${answer.status}`);
        return answer.json();
      });
      asked.catch(() => files.delete(address));
      files.set(address, asked);
    }
    return files.get(address);
  };
  const shards = async (list, rows) => {
    const names = rows.slice(0, LOADS).map((row) => list.shard.replace("*", row.at(-1)));
    return (await Promise.all(names.map((name) => load(new URL(name, root).href)))).flat();
  };

  /** Adds where a term stands, or all that start with it. */
  async function look(list, { term, starts }, weight, found) {
    const end = starts ? `${term}\uffff` : term;
    const rows = list.terms.filter(([first], at, all) => {
      const next = all[at + 1];
      return first <= end && (!next || next[0] >= term);
    });
    if (rows.length > LOADS) found.partial = true;
    for (const [name, ...lists] of await shards(list, rows)) {
      if (name !== term && !(starts && name.startsWith(term))) continue;
      if (name.endsWith("*")) continue;
      const part = name === term ? 1 : 0.5 + (0.3 * term.length) / name.length;
      add(found, lists, weight * part, name === term);
    }
  }

  function add(found, lists, weight, exact) {
    lists.forEach((distances, field) => {
      let number = 0;
      for (const step of distances) {
        number += step;
        const old = found.get(number) ?? { score: 0, named: false, id: false };
        found.set(number, {
          score: Math.max(old.score, [6, 2, 10][field] * weight),
          named: old.named || field !== 1,
          id: old.id || (field === 2 && exact),
        });
      }
    });
  }

  /** Where a word stands. */
  async function exactly(list, word) {
    const found = new Map();
    // Very many share these letters: the best of them are listed apart.
    if (word.starts && [...word.term].length <= 2) {
      const crowd = { term: `${word.term}*`, starts: false };
      const rows = list.terms.filter(([first], at, all) => first <= crowd.term && !(all[at + 1]?.[0] < crowd.term));
      for (const [name, ...lists] of await shards(list, rows)) {
        if (name !== crowd.term) continue;
        add(found, lists, 0.7, false);
        found.partial = true;
      }
    }
    await look(list, found.partial ? { term: word.term, starts: false } : word, 1, found);
    return found;
  }

  /** Where words stand that are spelt much like it. */
  async function nearly(list, word, found) {
    const length = [...word.term].length;
    const most = length < 4 ? 0 : length < 8 ? 1 : 2;
    if (most === 0 || !/^\p{Alphabetic}+$/u.test(word.term) || IS_UNSPACED.test(word.term)) return;
    const longest = word.starts ? Infinity : length + most;
    const rows = list.words.filter(([first], at, all) => first <= longest && !(all[at + 1]?.[0] < length - most));
    const near = [];
    for (const term of await shards(list, rows)) {
      if (term.length < length - most || term.length > longest) continue;
      const { whole, start } = distance(word.term, term);
      if (whole <= most && whole > 0) near.push([whole, term]);
      else if (word.starts && start <= most && term.length > length) near.push([start + 0.5, term]);
    }
    near.sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1));
    for (const [wrong, term] of near.slice(0, NEAR)) {
      await look(list, { term, starts: false }, 0.6 / (1 + wrong), found);
      word.near = [...(word.near ?? []), term];
    }
  }

  return async function find(text, limit) {
    const list = await load(index);
    const words = wanted(text);
    if (words.length === 0) return { words, total: 0, rows: [], partial: false };
    const places = await Promise.all(words.map((word) => exactly(list, word)));
    const tried = new Set();
    const again = async (at) => {
      tried.add(at);
      await nearly(list, words[at], places[at]);
    };
    for (let at = 0; at < words.length; at += 1) if (places[at].size === 0) await again(at);
    let hits = combine(places);
    if (hits.most < words.length && words.length > 1) {
      for (let at = 0; at < words.length; at += 1) if (!tried.has(at)) await again(at);
      hits = combine(places);
    }
    // What looks like an id may be one as a whole: `FR-003`.
    for (const chunk of text.split(/\s+/).map(fold).filter((chunk) => /[0-9]/.test(chunk))) {
      const whole = new Map();
      await look(list, { term: chunk, starts: false }, 1, whole);
      for (const [number, place] of whole) {
        const hit = place.id && hits.get(number);
        if (hit) hit.score += 40;
      }
    }
    const order = [3, 2.5, 2, 1.2, 1, 0.8, 0];
    const isOver = await over(list, [...hits.keys()]);
    const bonus = (number) => (isOver(number) ? 0.5 : order[list.groups.findLast(([, first]) => first <= number)[0]]);
    const sorted = [...hits].map(([number, { score }]) => [score + bonus(number), number]);
    sorted.sort(([a, one], [b, other]) => b - a || one - other);
    const best = sorted.slice(0, Math.ceil(limit * 1.25));
    const entries = await Promise.all(best.map(([, number]) => entry(list, number)));
    const whole = fold(text.trim());
    const rows = entries.map(([kind, href, title, context, id, state], at) => {
      const url = new URL(href, root);
      const name = fold(title);
      const like = name === whole ? 8 : name.startsWith(whole) ? 4 : name.includes(whole) ? 2 : 0;
      const near = url.pathname === location.pathname ? 1.5 : 0;
      return { kind, url: url.href, title, context, id, state, score: best[at][0] + like + near };
    });
    rows.sort((a, b) => b.score - a.score);
    const partial = places.some((place) => place.partial);
    return { words, total: hits.size, rows: rows.slice(0, limit), partial };
  };

  /** Those that have most of the words. */
  function combine(places) {
    const hits = new Map();
    for (const place of places) {
      const rare = 1 + 1 / Math.log2(2 + place.size);
      for (const [number, { score, named }] of place) {
        const hit = hits.get(number) ?? { score: 0, count: 0, named: 0 };
        hits.set(number, { score: hit.score + score * rare, count: hit.count + 1, named: hit.named + (named ? 1 : 0) });
      }
    }
    const most = Math.max(0, ...new Set([...hits.values()].map((hit) => hit.count)));
    for (const [number, hit] of hits) {
      if (hit.count < most) hits.delete(number);
      else if (hit.named === hit.count) hit.score += 6;
    }
    hits.most = most;
    return hits;
  }

  /** Tells which of some tasks are over: those between the first end of a run and the second, and so on. */
  async function over(list, numbers) {
    const rows = list.over.filter(([first], at, all) => numbers.some((number) => number >= first && !(all[at + 1]?.[0] <= number)));
    const files = rows.map(async (row) => {
      let [end] = row;
      return { first: row[0], ends: (await shards(list, [row])).map((run) => (end += run)) };
    });
    const known = await Promise.all(files);
    return (number) => {
      const ends = known.findLast(({ first }) => first <= number)?.ends ?? [];
      let [from, to] = [0, ends.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (ends[middle] <= number) from = middle + 1;
        else to = middle;
      }
      return from < ends.length && from % 2 === 1;
    };
  }

  async function entry(list, number) {
    const row = list.entries.findLast(([first]) => first <= number);
    return (await shards(list, [row]))[number - row[0]];
  }
}

/** Writes a text with what was looked for marked in it. */
function mark(into, text, words) {
  let done = 0;
  const put = (from, to) => {
    if (from > done) into.append(text.slice(done, from));
    if (to > from) into.appendChild(document.createElement("mark")).textContent = text.slice(from, to);
    done = Math.max(done, to);
  };
  for (const { 0: shown, index } of text.matchAll(SHOWN)) {
    if (IS_UNSPACED.test(shown)) {
      for (let at = 0; at < shown.length; at += 1) {
        const length = Math.max(0, ...words.filter(({ term }) => fold(shown).startsWith(term, at)).map(({ term }) => term.length));
        if (length > 0) put(Math.max(done, index + at), Math.max(done, index + at + length));
      }
      continue;
    }
    const name = fold(shown).replace(/['’]/g, "");
    const whole = words.some(({ term, near = [] }) => name === term || near.includes(name));
    if (whole) put(index, index + shown.length);
    else {
      const start = words.find(({ term, starts }) => starts && name.startsWith(term));
      if (!start) continue;
      let length = 1;
      while (length < shown.length && fold(shown.slice(0, length)).length < start.term.length) length += 1;
      put(index, index + length);
    }
  }
  into.append(text.slice(done));
}

/** Makes a field search, and a list show what it finds. */
export function attach(box, { find, words, part, limit, all, changed }) {
  const field = box.querySelector("input");
  const count = box.querySelector("[role=status]");
  const list = box.querySelector("ol");
  const more = box.querySelector("[data-all]");
  const kinds = words.kinds.split("|");
  const states = Object.fromEntries(words.states.split("|").map((pair) => pair.split("=")));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let turn = 0;

  const say = ({ total, rows, partial }) => {
    if (total === 0) return fill(words.none, { words: field.value.trim() });
    if (partial || total > rows.length) return fill(words.first, { n: rows.length, all: partial ? `${total}+` : total });
    return total === 1 ? words.one : fill(words.many, { n: total });
  };

  const line = (row, looked) => {
    const item = part(".found");
    const icon = item.querySelector("svg");
    if (row.state) {
      icon.classList.add(`state-${row.state}`);
      icon.setAttribute("aria-label", states[row.state]);
      icon.firstElementChild.setAttribute("href", `#icon-${row.state}`);
    } else icon.replaceWith(document.createElement("span"));
    if (row.id) mark(item.querySelector(".id"), row.id, looked);
    else item.querySelector(".id").remove();
    const name = item.querySelector(".name");
    name.href = row.url;
    mark(name.firstElementChild, row.title, looked);
    const why = item.querySelector(".why");
    why.append(kinds[row.kind]);
    if (row.context) {
      why.append(" · ");
      mark(why.appendChild(document.createElement("bdi")), row.context, looked);
    }
    return item;
  };

  async function show() {
    const now = (turn += 1);
    const text = field.value;
    changed?.(text.trim());
    try {
      const found = text.trim() ? await find(text, limit) : undefined;
      if (now !== turn) return;
      list.replaceChildren(...(found?.rows ?? []).map((row) => line(row, found.words)));
      count.textContent = found ? say(found) : "";
      if (more) {
        more.hidden = !found || found.total <= found.rows.length;
        more.href = `${all}?q=${encodeURIComponent(text.trim())}`;
      }
    } catch (problem) {
      if (now !== turn) return;
      list.replaceChildren();
      count.textContent = words.failed;
      console.warn(problem);
    }
  }

  field.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (at < 0 && document.activeElement !== field) return;
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : (links[next] ?? links.at(-1) ?? field)).focus();
    } else if (event.key === "Enter" && document.activeElement === field) {
      event.preventDefault();
      links[0]?.click();
    } else if (at >= 0 && (event.key === "Backspace" || (event.key.length === 1 && event.key !== " "))) {
      field.focus();
    }
  });
  return show();
}
