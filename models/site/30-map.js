// The capability map: boxes in boxes, coloured by a heat.
const BANDS = ["FRONT", "CORE", "REFERENCE", "STEERING", "SUPPORT", undefined];
const mapView = { heat: 0, zoom: 1 };
const AT_ONCE = 1500; // boxes drawn before the page is shown; those of a larger map follow

async function mapPage(id, asked) {
  const mine = turn;
  const data = await load("map");
  const wanted = data.heats.findIndex((heat) => heat.name === asked.get("heat"));
  if (wanted >= 0) mapView.heat = wanted;
  const painted = [];
  const pending = [];
  const panels = id ? data.boxes.flatMap((box) => boxAt(box, id)) : data.boxes;
  if (!panels.length && id) return missing();
  const board = h("div", { class: "capmap" }, rowsOf(panels).map((row) => h("div", { class: "row" }, row.map((box) => panel(box, painted, pending)))));
  const legend = h("ul", { class: "legend", "aria-label": say("legend") });
  const coloured = h("p", { class: "paper" }); // on paper, what is chosen on screen
  const note = h("p", { class: "soft" });
  const paint = () => {
    const heat = data.heats[mapView.heat];
    repaint(data, painted, legend, note);
    coloured.textContent = heat.label;
    keepAddress(mine, `#/map${id ? `/${encodeURIComponent(id)}` : ""}${mapView.heat ? `?heat=${heat.name}` : ""}`);
  };
  drawRest(data, painted, pending);
  const zoom = (by) => {
    mapView.zoom = Math.min(2.5, Math.max(0.5, by ? mapView.zoom * by : 1));
    board.style.setProperty("--zoom", mapView.zoom);
    announce(`${say("zoom")} ${Math.round(mapView.zoom * 100)} %`);
  };
  const heats = h("select", { onchange: (event) => { mapView.heat = Number(event.target.value); paint(); } },
    data.heats.map((heat, n) => h("option", { value: n, selected: n === mapView.heat }, heat.label)));
  board.style.setProperty("--zoom", mapView.zoom);
  paint();
  const title = id ? place(book.byId.get(id)).name : book.core.title;
  return [
    h("h1", {}, title),
    id ? h("p", {}, h("a", { href: "#/map" }, say("whole_map")), " · ", nodeLink(book.byId.get(id), say("attributes"))) : null,
    h("div", { class: "tools" },
      h("label", {}, say("heat"), heats),
      h("span", { role: "group", "aria-label": say("zoom") },
        h("button", { type: "button", "aria-label": say("zoom_out"), onclick: () => zoom(1 / 1.2) }, "−"), " ",
        h("button", { type: "button", onclick: () => zoom(0) }, "100 %"), " ",
        h("button", { type: "button", "aria-label": say("zoom_in"), onclick: () => zoom(1.2) }, "+"))),
    coloured,
    legend,
    note,
    board,
  ];
}

function boxAt(box, id) {
  if (box.node !== undefined && place(box.node).id === id) return [box];
  return (box.children ?? []).flatMap((child) => boxAt(child, id));
}

async function onMap({ kind, id }) {
  return ["Domain", "Scope"].includes(kind) && (await load("map")).boxes.some((box) => boxAt(box, id).length);
}

function rowsOf(panels) {
  const rows = BANDS.map((band) => panels.filter((box) => (BANDS.includes(box.band) ? box.band : undefined) === band));
  return rows.filter((row) => row.length).map((row) => row.sort((one, other) => isEmpty(one) - isEmpty(other)));
}

const isEmpty = (box) => !box.children && !box.chips;
const nameOf = (box) => (box.node === undefined ? box.name || say("rest") : place(box.node).name);

// Draws what is left of a large map, a few boxes at a time, so that the page answers meanwhile.
function drawRest(data, painted, pending) {
  const mine = turn;
  const next = () => {
    if (mine !== turn || !pending.length) return;
    const before = painted.length;
    const until = performance.now() + 30;
    do pending.shift()(); while (pending.length && performance.now() < until);
    paintBoxes(data, painted.slice(before));
    if (pending.length) setTimeout(next);
    else if (document.activeElement?.id === "main") arrive(document.activeElement, true); // the link one left by may be here only now
  };
  setTimeout(next);
  addEventListener("beforeprint", () => { while (mine === turn && pending.length) pending.shift()(); if (mine === turn) paintBoxes(data, painted); }, { once: true });
}

function panel(box, painted, pending) {
  const sign = h("span", { class: "badge", role: "img" });
  const empty = isEmpty(box);
  if (!empty) painted.push({ box, sign });
  const link = box.node === undefined ? nameOf(box) : h("a", { href: `#/map/${encodeURIComponent(place(box.node).id)}` }, nameOf(box));
  const made = h("section", { class: empty ? "panel empty" : "panel" }, h("h2", {}, link, empty ? null : sign));
  const room = inside({ ...box, children: undefined }, painted);
  for (const child of box.children ?? []) {
    if (painted.length < AT_ONCE) room.append(boxOf(child, painted));
    else pending.push(() => room.append(boxOf(child, painted)));
  }
  made.append(room);
  return made;
}

const boxOf = (box, painted) => (box.children ? group(box, painted) : leaf(box, painted));

function inside(box, painted) {
  const own = box.chips ? [leaf({ ...box, children: undefined, leaves: undefined }, painted)] : [];
  return h("div", { class: "inside" }, own, (box.children ?? []).map((child) => boxOf(child, painted)));
}

function group(box, painted) {
  const sign = h("span", { class: "badge", role: "img" });
  painted.push({ box, sign });
  const link = box.node === undefined ? nameOf(box) : nodeLink(box.node);
  return h("section", { class: box.absent ? "group absent" : "group" }, h("h3", {}, link, sign), inside(box, painted));
}

function leaf(box, painted) {
  const sign = h("span", { class: "badge", role: "img" });
  const chips = (box.chips ?? []).map((chip) => {
    const mark = h("span", { class: "badge", role: "img" });
    painted.push({ box: chip, sign: mark, chip: true });
    return h("li", {}, h("a", { href: `#/node/${encodeURIComponent(place(chip.node).id)}`, class: chip.absent ? "absent" : undefined, title: chip.absent ? say("absent") : undefined }, mark, h("span", {}, place(chip.node).name)));
  });
  const made = h("div", { class: "leaf" }, box.node === undefined ? nameOf(box) : h("a", { href: `#/node/${encodeURIComponent(place(box.node).id)}` }, sign, " ", nameOf(box)),
    chips.length ? h("ul", { class: "chips" }, chips) : null);
  painted.push({ box, sign, whole: made });
  return made;
}

function repaint(data, painted, legend, note) {
  const heat = data.heats[mapView.heat];
  paintBoxes(data, painted);
  note.textContent = heat.note;
  legend.replaceChildren(...heat.classes.filter(([, , , , shown]) => shown).map(([letter, label, tone, count]) => h("li", {}, badge(`t-${tone}`, letter, label), ` ${label} `, count ? h("span", { class: "soft" }, shown(count)) : null)));
  announce(heat.label);
}

function paintBoxes(data, painted) {
  const heat = data.heats[mapView.heat];
  for (const { box, sign, whole, chip } of painted) {
    const [number, figure] = box.cells[mapView.heat];
    const [letter, label, tone] = heat.classes[number] ?? ["", "", "aside"];
    const leaves = box.leaves?.[mapView.heat];
    const told = leaves && !figure ? `${label}, ${say("leaves_of", { good: shown(leaves[0]), total: shown(leaves[1]) })}` : figure ? `${label} (${figure})` : label;
    if (whole) whole.className = `leaf t-${tone}${box.absent ? " absent" : ""}`;
    sign.className = whole ? "badge" : `badge t-${tone}`;
    sign.textContent = leaves ? `${letter} ${figure || `${shown(leaves[0])}/${shown(leaves[1])}`}` : (chip && figure) || letter;
    sign.setAttribute("aria-label", told);
    sign.title = told;
  }
}
