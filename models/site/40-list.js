// The inventory: kinds, then the nodes of one, to search, filter and sort. The address keeps the choice.
const STEP = 200;
const COLUMNS = 10;
const MEASURED = ["run_cost", "users_count", "budget", "version", "objective", "order", "persona", "email"];
const NAMED = 2; // nodes in a cell
const DOMAIN = "@domain"; // no attribute is called so
const FEW = 12; // values of an attribute from which a list to choose from is no help any more

async function inventoryPage() {
  const kinds = book.kinds.filter((kind) => book.core.kinds[kind].ids.length);
  return [
    h("h1", {}, say("inventory")),
    h("ul", { class: "kinds" }, kinds.map((kind) => h("li", {}, h("a", { href: `#/list/${kind}` }, book.core.kinds[kind].plural, h("span", { class: "soft" }, shown(book.core.kinds[kind].ids.length)))))),
  ];
}

async function listPage(kind, asked) {
  const mine = turn;
  const told = book.core.kinds[kind];
  if (!told) return missing();
  const values = await valuesOf(kind);
  const [beside, domains] = [await besideOf(kind), await domainsOf(kind)];
  const filled = told.attributes.filter(([name]) => values.some((own) => name in own));
  const coded = filled.filter(([, , , codes]) => codes).slice(0, COLUMNS - beside.length);
  const measured = filled.filter(([name, , type, codes]) => !codes && (type === "date" || MEASURED.includes(name)) && name !== "confirmed_on");
  const filledIn = ([name]) => values.filter((own) => name in own).length;
  const dated = ([, , type]) => type === "date";
  const fullest = new Set([...measured].sort((one, other) => filledIn(other) - filledIn(one) || dated(one) - dated(other)).slice(0, COLUMNS - beside.length - coded.length));
  const columns = [...beside, ...coded, ...measured.filter((one) => fullest.has(one))];
  const items = told.ids.map((id, own) => {
    const number = book.starts[book.kinds.indexOf(kind)] + own;
    const others = beside.filter(([, , , , found]) => found.has(number)).map(([name, , , , found]) => [name, found.get(number).map((one) => place(one).name).join(", ")]);
    return { number, id, name: told.names[own], domains: domains.get(number) ?? new Set(), values: { ...values[own], ...Object.fromEntries(others) } };
  });
  for (const item of items) item.text = plain([item.id, item.name, ...beside.map(([name]) => item.values[name] ?? ""), ...told.attributes.map((one) => stated(item.values, one))].join(" "));
  const choices = filled.filter(([name, , , codes]) => codes && new Set(items.map((item) => item.values[name])).size <= FEW);
  if (domains.size) choices.unshift([DOMAIN, book.core.kinds.Domain.label, "string", ""]);
  const has = (item, name, value) => (name === DOMAIN ? item.domains.has(value) : String(item.values[name]) === value);
  const optionsOf = (name, codes) => (name === DOMAIN ? book.core.kinds.Domain.ids.map((id, own) => [id, book.core.kinds.Domain.names[own]]) : Object.entries(book.core.codes[codes])).filter(([value]) => items.some((item) => has(item, name, value)));
  const body = h("tbody");
  const count = h("p", { class: "soft" });
  const narrowed = h("p", { class: "paper" }); // on paper, what was searched and chosen
  const more = h("button", { type: "button", onclick: () => { state.shown += STEP; draw(); } });
  const state = { q: asked.get("q") ?? "", sort: asked.get("sort") ?? "name", down: asked.get("down") === "1", shown: STEP, wanted: new Map() };
  for (const [name, , , codes] of choices) if (optionsOf(name, codes).some(([value]) => value === asked.get(name))) state.wanted.set(name, asked.get(name));

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
    keepAddress(mine, `#/list/${kind}${query ? `?${query}` : ""}`);
  }

  function draw() {
    const words = plain(state.q).split(/\s+/).filter(Boolean);
    const found = items.filter((item) => words.every((word) => item.text.includes(word)) && [...state.wanted].every(([name, value]) => has(item, name, value)));
    found.sort((one, other) => compared(one, other, state.sort) * (state.down ? -1 : 1));
    body.replaceChildren(...found.slice(0, state.shown).map((item) => h("tr", {}, h("th", { scope: "row" }, nodeLink(item.number)), columns.map((one) => (one[4] ? h("td", { class: "beside" }, named(one[4].get(item.number) ?? [])) : h("td", { class: ranged(one[2]) }, stated(item.values, one)))))));
    narrowed.textContent = [state.q, ...choices.filter(([name]) => state.wanted.has(name)).map(([name, label, , codes]) => `${label}${say("colon")}${Object.fromEntries(optionsOf(name, codes))[state.wanted.get(name)] ?? ""}`)].filter(Boolean).join(" · ");
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
        optionsOf(name, codes).map(([code, text]) => h("option", { value: code, selected: state.wanted.get(name) === code }, text)))))),
    narrowed,
    count,
    scrolled(told.plural, h("table", {}, h("thead", {}, head), body)),
    more,
  ];
}

const named = (nodes) => [...nodes.slice(0, NAMED).map((one) => h("div", {}, nodeLink(one))), nodes.length > NAMED ? h("span", { class: "soft" }, `+ ${nodes.length - NAMED}`) : null];

// Columns of other nodes: the ends of flows, who answers for what. Name, label, type, codes, node → others.
async function besideOf(kind) {
  const columns = [["@answers", say("people"), "string", "", await answeringFor(kind)]];
  if (kind === "Flow") {
    const [from, to] = [new Map(), new Map()];
    for (const [source, flow] of await linksOf("EMITS")) from.set(flow, [...(from.get(flow) ?? []), source]);
    for (const [flow, target] of await linksOf("FEEDS")) to.set(flow, [...(to.get(flow) ?? []), target]);
    columns.unshift(["@from", say("from"), "string", "", from], ["@to", say("to"), "string", "", to]);
  }
  return columns.filter(([, , , , found]) => found.size);
}

// Who answers for each node of a kind, in the order of the roles.
async function answeringFor(kind) {
  const roles = Object.keys(book.core.codes.Responsibility);
  const found = new Map();
  for (const [from, to, values] of await linksOf("RESPONSIBLE_FOR")) {
    if (place(to).kind !== kind || (values?.valid_to && values.valid_to <= book.core.at)) continue;
    found.set(to, [...(found.get(to) ?? []), [roles.indexOf(values?.role), from]]);
  }
  for (const [node, people] of found) found.set(node, [...new Set(people.sort(([one], [other]) => one - other).map(([, person]) => person))]);
  return found;
}

// The domains in which each scope stands, or each application covers one.
async function domainsOf(kind) {
  if (!["Scope", "Application"].includes(kind)) return new Map();
  const parent = new Map((await linksOf("CONTAINS")).map(([from, to]) => [to, from]));
  const links = kind === "Scope" ? [...parent.keys()].map((scope) => [scope, scope]) : await linksOf("COVERS");
  const found = new Map();
  for (const [node, scope] of links) {
    const [outermost] = climbed(parent, scope);
    if (outermost !== undefined && place(outermost).kind === "Domain") found.set(node, (found.get(node) ?? new Set()).add(place(outermost).id));
  }
  return found;
}

const ranged = (type) => ({ date: "day", int: "number", float: "number" })[type];

function compared(one, other, name) {
  const [a, b] = name === "name" ? [one.name, other.name] : [one.values[name], other.values[name]];
  if (a === undefined || b === undefined) return (a === undefined) - (b === undefined) || compared(one, other, "name");
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), book.lang, { numeric: true }) || one.number - other.number;
}
