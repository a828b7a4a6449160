// The page of one node: what is stated of it, who answers for it, what it is related to.
async function nodePage(id) {
  const number = book.byId.get(id);
  if (number === undefined) return missing();
  const here = place(number);
  const told = book.core.kinds[here.kind];
  const own = (await valuesOf(here.kind))[here.own];
  const found = await around(number, here.kind);
  const people = found.filter((one) => one.name === "RESPONSIBLE_FOR" && one.inverse);
  const above = await pathTo(number);
  return [
    h("p", { class: "soft" }, told.label, above.length ? [" · ", above.map((one, n) => [n ? " / " : "", nodeLink(one)])] : null),
    h("h1", {}, here.name),
    h("p", { class: "soft" }, here.id),
    facts(told, own),
    people.length ? [h("h2", {}, say("people")), h("ul", {}, people.map((one) => h("li", {}, nodeLink(one.other), details(one))))] : null,
    await checksOf(number),
    here.kind === "Application" ? await impactOf(number) : null,
    related(found.filter((one) => !people.includes(one))),
  ];
}

function facts(told, own) {
  const rows = told.attributes.filter(([name]) => name in own && name !== "id").map(([name, label, type, codes]) => h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, shown(own[name], type, codes))));
  return rows.length ? [h("h2", {}, say("attributes")), scrolled(say("attributes"), h("table", {}, h("tbody", {}, rows)))] : null;
}

// Every relation of a node, from both ends.
async function around(number, kind) {
  const found = [];
  for (const [name, told] of Object.entries(book.core.relations)) {
    const starts = told.pairs.some(([from]) => from === kind);
    const ends = told.pairs.some(([, to]) => to === kind);
    if (!starts && !ends) continue;
    for (const [from, to, values] of await linksOf(name)) {
      if (from === number) found.push({ name, other: to, values, inverse: false });
      if (to === number) found.push({ name, other: from, values, inverse: true });
    }
  }
  return found;
}

async function pathTo(number) {
  const links = await linksOf("CONTAINS");
  const parent = new Map(links.map(([from, to]) => [to, from]));
  const path = [];
  for (let at = parent.get(number); at !== undefined && !path.includes(at); at = parent.get(at)) path.unshift(at);
  return path;
}

function details(one) {
  const parts = book.core.relations[one.name].attributes
    .filter(([name]) => one.values?.[name] !== undefined && !["valid_from", "valid_to", "confidence"].includes(name))
    .map(([, label, type, codes], n, all) => [label, shown(one.values[all[n][0]], type, codes)]);
  const told = parts.map(([label, text]) => `${label.charAt(0).toLowerCase()}${label.slice(1)}${say("colon")}${text}`);
  const { valid_from: from, valid_to: to } = one.values ?? {};
  if (from) told.push(say("since", { day: day(from) }));
  if (to) told.push(to <= book.core.at ? `${say("over")} (${day(to)})` : say("until", { day: day(to) }));
  return told.length ? h("span", { class: "soft" }, ` – ${told.join(say("semicolon"))}`) : "";
}

function related(found) {
  const groups = new Map();
  for (const one of found) {
    const told = book.core.relations[one.name];
    const verb = one.inverse ? told.inverse : told.label;
    const key = `${verb} · ${book.core.kinds[place(one.other).kind].plural}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  if (!groups.size) return null;
  return [h("h2", {}, say("relations")), [...groups].map(([key, all]) => [
    h("h3", {}, key),
    h("ul", {}, all.sort((a, b) => place(a.other).name.localeCompare(place(b.other).name, book.lang)).map((one) => h("li", {}, nodeLink(one.other), details(one)))),
  ])];
}
