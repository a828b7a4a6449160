// Which application covers which scope, a domain at a time, and the lifecycles of applications.
async function matrixPage(id) {
  const data = await load("map");
  const domains = data.boxes.filter((box) => box.node !== undefined);
  const chosen = domains.find((box) => place(box.node).id === id) ?? domains[0];
  if (!chosen) return [h("h1", {}, say("matrix")), h("p", {}, say("nothing_covers"))];
  const scopes = leavesOf(chosen, []);
  const apps = [...new Set(scopes.flatMap(({ box }) => (box.chips ?? []).filter((chip) => !chip.absent).map((chip) => chip.node)))].sort((a, b) => place(a).name.localeCompare(place(b).name, book.lang));
  const rows = scopes.map(({ box, path }) => {
    const by = new Map((box.chips ?? []).filter((chip) => !chip.absent).map((chip) => [chip.node, chip]));
    return h("tr", {}, h("th", { scope: "row" }, path.length ? h("span", { class: "soft" }, `${path.join(" / ")} / `) : null, box.node === undefined ? nameOf(box) : nodeLink(box.node)),
      apps.map((app) => {
        const chip = by.get(app);
        if (!chip) return h("td", {});
        const label = `${place(app).name}, ${nameOf(box)}: ${book.core.codes.CoverageLevel[chip.level] ?? "?"}${chip.role ? `, ${book.core.codes.CoverageRole[chip.role]}` : ""}`;
        return h("td", { title: label }, h(chip.role === "PRIMARY" ? "strong" : "span", {}, chip.letter));
      }));
  });
  return [
    h("h1", {}, say("matrix")),
    h("div", { class: "tools" }, h("label", {}, say("choose_domain"), h("select", { onchange: (event) => { location.hash = `#/matrix/${encodeURIComponent(event.target.value)}`; } },
      domains.map((box) => h("option", { value: place(box.node).id, selected: box === chosen }, nameOf(box)))))),
    h("p", {}, say("matrix_intro")),
    scrolled(say("matrix"), h("table", { class: "matrix" }, h("thead", {}, h("tr", {}, h("td", {}), apps.map((app) => h("th", { scope: "col", class: "app" }, nodeLink(app))))), h("tbody", {}, rows))),
  ];
}

function leavesOf(box, path) {
  const below = (box.children ?? []).flatMap((child) => leavesOf(child, box.kind === "Domain" && !path.length ? [] : [...path, nameOf(box)]));
  return box.chips || !box.children ? [{ box, path }, ...below] : below;
}

const DATES = ["planned", "phase_in", "active", "phase_out", "retired"];
const days = (text) => Date.parse(text) / 86_400_000;

async function roadmapPage() {
  const kind = "Application";
  const values = await valuesOf(kind);
  const told = book.core.kinds[kind];
  const start = book.starts[book.kinds.indexOf(kind)];
  const successors = new Map();
  for (const [from, to] of await linksOf("REPLACED_BY")) successors.set(from, [...(successors.get(from) ?? []), to]);
  const [first, last] = [days(book.core.at) - 365, days(book.core.at) + 3 * 365];
  const moving = told.ids.map((id, own) => ({ number: start + own, values: values[own] })).filter((one) => DATES.some((name) => one.values[name] && days(one.values[name]) > first) || successors.has(one.number));
  moving.sort((a, b) => (a.values.retired ?? "9").localeCompare(b.values.retired ?? "9") || a.number - b.number);
  const label = (name) => told.attributes.find(([one]) => one === name)[1];
  const rows = moving.map((one) => h("tr", {}, h("th", { scope: "row" }, nodeLink(one.number)), h("td", { class: "bar" }, bar(one.values, first, last)),
    h("td", {}, DATES.filter((name) => one.values[name]).map((name) => h("div", { class: "day" }, `${label(name)} ${day(one.values[name])}`))),
    h("td", {}, (successors.get(one.number) ?? []).map((other, n) => [n ? ", " : "", nodeLink(other)]))));
  return [h("h1", {}, say("roadmap")), h("p", {}, say("roadmap_intro", { day: day(book.core.at) })), scrolled(say("roadmap"), table([say("name"), axis(first, last), say("dates"), say("successor")], rows, { class: "bars" }))];
}

function years(first, last) {
  const found = [];
  for (let year = new Date(first * 86_400_000).getUTCFullYear(); year <= new Date(last * 86_400_000).getUTCFullYear(); year += 1) found.push([year, days(`${year}-01-01`)]);
  return found.filter(([, at]) => at >= first && at <= last);
}

function axis(first, last) {
  const scale = (at) => (1000 * (at - first)) / (last - first);
  return svg("svg", { viewBox: "0 0 1000 20", preserveAspectRatio: "none", role: "img", "aria-label": say("time_axis") }, ...years(first, last).map(([year, at]) => { const text = svg("text", { x: scale(at) + 4, y: 14 }); text.textContent = year; return text; }));
}

function bar(values, first, last) {
  const scale = (at) => (1000 * (Math.min(Math.max(at, first), last) - first)) / (last - first);
  const made = svg("svg", { viewBox: "0 0 1000 20", preserveAspectRatio: "none", "aria-hidden": "true" }, ...years(first, last).map(([, at]) => svg("line", { class: "year", x1: scale(at), x2: scale(at), y1: 0, y2: 20 })));
  const end = values.retired ? days(values.retired) : last;
  const active = values.active ? days(values.active) : values.phase_in ? end : first;
  const out = values.phase_out ? days(values.phase_out) : end;
  const pieces = [["soon", values.phase_in ? days(values.phase_in) : active, active], ["live", active, out], ["out", out, end]];
  for (const [name, from, to] of pieces) if (to > from && scale(to) > scale(from)) made.append(svg("rect", { class: name, x: scale(from), y: 3, width: scale(to) - scale(from), height: 14 }));
  const now = scale(days(book.core.at));
  made.append(svg("line", { x1: now, x2: now, y1: 0, y2: 20 }));
  return made;
}
