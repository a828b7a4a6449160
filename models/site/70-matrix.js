// Which application covers which scope, a domain at a time; a very large one as a list.
const MOST_CELLS = 60000; // more, and a browser takes long to draw them, a person to find one

async function matrixPage(id) {
  const data = await load("map");
  const domains = data.boxes.filter((box) => box.node !== undefined);
  const chosen = domains.find((box) => place(box.node).id === id) ?? domains[0];
  if (!chosen) return [h("h1", {}, say("matrix")), h("p", {}, say("nothing_covers"))];
  const scopes = leavesOf(chosen, []);
  const apps = [...new Set(scopes.flatMap(({ box }) => (box.chips ?? []).filter((chip) => !chip.absent).map((chip) => chip.node)))].sort((a, b) => place(a).name.localeCompare(place(b).name, book.lang));
  const listed = scopes.length * apps.length > MOST_CELLS;
  const rows = scopes.map(({ box, path }) => {
    const by = new Map((box.chips ?? []).filter((chip) => !chip.absent).map((chip) => [chip.node, chip]));
    const head = h("th", { scope: "row" }, path.length ? h("span", { class: "soft" }, `${path.join(" / ")} / `) : null, box.node === undefined ? nameOf(box) : nodeLink(box.node));
    if (listed) return h("tr", {}, head, h("td", {}, coveredBy([...by.values()])));
    return h("tr", {}, head,
      apps.map((app) => {
        const chip = by.get(app);
        if (!chip) return h("td", {});
        const label = `${place(app).name}, ${nameOf(box)}: ${book.core.codes.CoverageLevel[chip.level] ?? "?"}${chip.role ? `, ${book.core.codes.CoverageRole[chip.role]}` : ""}`;
        return h("td", { title: label }, h(chip.role === "PRIMARY" ? "strong" : "span", {}, chip.letter));
      }));
  });
  return [
    h("h1", {}, `${say("matrix")} – ${nameOf(chosen)}`),
    h("div", { class: "tools" }, h("label", {}, say("choose_domain"), h("select", { onchange: (event) => { location.hash = `#/matrix/${encodeURIComponent(event.target.value)}`; } },
      domains.map((box) => h("option", { value: place(box.node).id, selected: box === chosen }, nameOf(box)))))),
    h("p", {}, listed ? say("matrix_listed") : say("matrix_intro")),
    h("p", { class: "soft" }, levelsOf(scopes).map(([letter, label]) => `${letter} ${label}`).join(" · ")),
    listed ? scrolled(say("matrix"), table([say("scope"), say("covered_by")], rows)) : scrolled(say("matrix"), h("table", { class: "matrix" }, h("thead", {}, h("tr", {}, h("td", {}), apps.map((app) => h("th", { scope: "col", class: "app" }, nodeLink(app))))), h("tbody", {}, rows))),
  ];
}

function coveredBy(chips) {
  const inOrder = chips.sort((a, b) => place(a.node).name.localeCompare(place(b.node).name, book.lang));
  return inOrder.map((chip, n) => [n ? ", " : "", h("span", { class: "hold" }, h(chip.role === "PRIMARY" ? "strong" : "span", {}, chip.letter), " ", nodeLink(chip.node))]);
}

// The letters that stand in the cells, with what they mean, the most first.
function levelsOf(scopes) {
  const told = new Map(scopes.flatMap(({ box }) => (box.chips ?? []).filter((chip) => !chip.absent).map((chip) => [chip.level, [chip.letter, book.core.codes.CoverageLevel[chip.level] ?? say("level_unknown")]])));
  return ["", ...Object.keys(book.core.codes.CoverageLevel)].reverse().filter((level) => told.has(level)).map((level) => told.get(level));
}

function leavesOf(box, path) {
  const below = (box.children ?? []).flatMap((child) => leavesOf(child, box.kind === "Domain" && !path.length ? [] : [...path, nameOf(box)]));
  return box.chips || !box.children ? [{ box, path }, ...below] : below;
}
