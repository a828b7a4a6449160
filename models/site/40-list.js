// The inventory: kinds, then the nodes of one, to search, filter and sort. The address keeps the choice.
const STEP = 200;
const COLUMNS = 10;
const MEASURED = ["run_cost", "users_count", "budget", "version", "objective", "order", "persona", "email"];
const FEW = 12; // values of an attribute from which a list to choose from is no help any more

async function inventoryPage() {
  const kinds = book.kinds.filter((kind) => book.core.kinds[kind].ids.length);
  return [
    h("h1", {}, say("inventory")),
    h("ul", { class: "kinds" }, kinds.map((kind) => h("li", {}, h("a", { href: `#/list/${kind}` }, book.core.kinds[kind].plural, h("span", { class: "soft" }, String(book.core.kinds[kind].ids.length)))))),
  ];
}

async function listPage(kind, asked) {
  const told = book.core.kinds[kind];
  if (!told) return missing();
  const values = await valuesOf(kind);
  const filled = told.attributes.filter(([name]) => values.some((own) => name in own));
  const coded = filled.filter(([, , , codes]) => codes).slice(0, COLUMNS);
  const measured = filled.filter(([name, , type, codes]) => !codes && (type === "date" || MEASURED.includes(name)) && name !== "confirmed_on");
  const filledIn = ([name]) => values.filter((own) => name in own).length;
  const dated = ([, , type]) => type === "date";
  const fullest = new Set([...measured].sort((one, other) => filledIn(other) - filledIn(one) || dated(one) - dated(other)).slice(0, COLUMNS - coded.length));
  const columns = [...coded, ...measured.filter((one) => fullest.has(one))];
  const items = told.ids.map((id, own) => ({ number: book.starts[book.kinds.indexOf(kind)] + own, id, name: told.names[own], values: values[own] }));
  for (const item of items) item.text = plain([item.id, item.name, ...told.attributes.map((one) => stated(item.values, one))].join(" "));
  const choices = filled.filter(([name, , , codes]) => codes && new Set(items.map((item) => item.values[name])).size <= FEW);
  const body = h("tbody");
  const count = h("p", { class: "soft" });
  const narrowed = h("p", { class: "paper" }); // on paper, what was searched and chosen
  const more = h("button", { type: "button", onclick: () => { state.shown += STEP; draw(); } });
  const state = { q: asked.get("q") ?? "", sort: asked.get("sort") ?? "name", down: asked.get("down") === "1", shown: STEP, wanted: new Map() };
  for (const [name] of choices) if (asked.get(name)) state.wanted.set(name, asked.get(name));

  const heads = [["name", say("name"), "string", ""], ...columns];
  const head = h("tr", {}, heads.map(([name, label, type]) => h("th", { scope: "col", "data-name": name, class: ranged(type) }, h("button", { type: "button", onclick: () => sortBy(name) }, label))));

  function sortBy(name) {
    state.down = state.sort === name && !state.down;
    state.sort = name;
    draw();
    announce(`${heads.find(([one]) => one === name)[1]}, ${say(state.down ? "sorted_down" : "sorted_up")}`);
  }

  function keep() {
    const kept = new URLSearchParams();
    if (state.q) kept.set("q", state.q);
    if (state.sort !== "name" || state.down) kept.set("sort", state.sort);
    if (state.down) kept.set("down", "1");
    for (const [name, value] of state.wanted) kept.set(name, value);
    const query = kept.toString();
    history.replaceState(history.state, "", `#/list/${kind}${query ? `?${query}` : ""}`);
  }

  function draw() {
    const words = plain(state.q).split(/\s+/).filter(Boolean);
    const found = items.filter((item) => words.every((word) => item.text.includes(word)) && [...state.wanted].every(([name, value]) => String(item.values[name]) === value));
    found.sort((one, other) => compared(one, other, state.sort) * (state.down ? -1 : 1));
    body.replaceChildren(...found.slice(0, state.shown).map((item) => h("tr", {}, h("th", { scope: "row" }, nodeLink(item.number)), columns.map((one) => h("td", { class: ranged(one[2]) }, stated(item.values, one))))));
    narrowed.textContent = [state.q, ...choices.filter(([name]) => state.wanted.has(name)).map(([name, label, , codes]) => `${label}${say("colon")}${shown(state.wanted.get(name), "", codes)}`)].filter(Boolean).join(" · ");
    count.textContent = found.length ? say("found", { count: found.length, total: items.length }) : say("none_found");
    more.hidden = found.length <= state.shown;
    more.textContent = say("more", { count: Math.min(STEP, found.length - state.shown) });
    for (const cell of head.children) {
      if (cell.dataset.name === state.sort) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    keep();
  }

  draw();
  const search = h("input", { type: "search", value: state.q, oninput: (event) => { state.q = event.target.value; state.shown = STEP; draw(); announce(count.textContent); } });
  return [
    h("h1", {}, told.plural),
    h("div", { class: "tools" },
      h("label", {}, say("search"), search),
      choices.map(([name, label, , codes]) => h("label", {}, label, h("select", { onchange: (event) => { if (event.target.value) state.wanted.set(name, event.target.value); else state.wanted.delete(name); draw(); announce(count.textContent); } },
        h("option", { value: "" }, say("all")),
        Object.entries(book.core.codes[codes]).filter(([code]) => items.some((item) => item.values[name] === code)).map(([code, text]) => h("option", { value: code, selected: state.wanted.get(name) === code }, text)))))),
    narrowed,
    count,
    scrolled(told.plural, h("table", {}, h("thead", {}, head), body)),
    more,
  ];
}

const ranged = (type) => ({ date: "day", int: "number", float: "number" })[type];

function compared(one, other, name) {
  const [a, b] = name === "name" ? [one.name, other.name] : [one.values[name], other.values[name]];
  if (a === undefined || b === undefined) return (a === undefined) - (b === undefined) || compared(one, other, "name");
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), book.lang, { numeric: true }) || one.number - other.number;
}

// Where the words asked for are found best: the whole name, its beginning, somewhere in it, elsewhere.
function rankOf(words, name, id, also) {
  const [asked, called] = [words.join(" "), plain(name)];
  const all = plain(`${name} ${id} ${also}`);
  if (!words.every((word) => all.includes(word))) return undefined;
  if (called === asked || plain(id) === asked) return 0;
  if (called.startsWith(asked)) return 1;
  return words.every((word) => called.includes(word)) ? 2 : 3;
}

async function searchPage(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = [];
  for (const [n, kind] of book.kinds.entries()) {
    const told = book.core.kinds[kind];
    told.names.forEach((name, own) => {
      const also = told.also[own] ?? "";
      const rank = words.length ? rankOf(words, name, told.ids[own], also) : undefined;
      if (rank !== undefined) found.push({ rank, number: book.starts[n] + own, kind: told.label, id: told.ids[own], also });
    });
  }
  found.sort((one, other) => one.rank - other.rank || one.number - other.number);
  const count = found.length ? say("found", { count: found.length, total: book.total }) : say("none_found");
  announce(count);
  document.getElementById("find").value = text;
  const rows = found.map(({ number, kind, id, also }) => h("tr", {}, h("th", { scope: "row" }, nodeLink(number)), h("td", {}, kind), h("td", { class: "soft" }, [id, also].filter(Boolean).join(" · "))));
  const body = h("tbody", {}, rows.slice(0, STEP));
  const more = h("button", { type: "button", hidden: rows.length <= STEP, onclick: () => { body.append(...rows.slice(STEP)); more.remove(); } }, say("more", { count: rows.length - STEP }));
  return [h("h1", {}, `${say("search")} – ${text}`), h("p", { class: "soft" }, count), rows.length ? scrolled(say("search"), h("table", {}, h("thead", {}, h("tr", {}, [say("name"), say("kind"), say("id")].map((one) => h("th", { scope: "col" }, one)))), body)) : null, more];
}
