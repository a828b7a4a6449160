const ASIDE = ["aliases", "tags", "external_ids", "properties", "confirmed_on", "confirmed_by"]; // stated last

// The page of one node: what is stated of it, who answers for it, what it is related to.
async function nodePage(id, asked) {
  const number = book.byId.get(id);
  if (number === undefined) return missing();
  const here = place(number);
  const told = book.core.kinds[here.kind];
  const own = (await valuesOf(here.kind))[here.own];
  const found = await around(number, here.kind);
  await addFarEnds(found, here.kind);
  const people = found.filter((one) => one.name === "RESPONSIBLE_FOR" && one.inverse);
  const above = await pathTo(number);
  const rest = found.filter((one) => !people.includes(one));
  const parts = [
    ["attributes", say("attributes"), facts(told, own)],
    ["people", say("people"), people.length ? h("ul", {}, people.map((one) => h("li", {}, nodeLink(one.other), details(one)))) : null],
    ["checks", say("checks"), await checksOf(number)],
    ["retire", say("retire", { day: day(book.core.at) }), here.kind === "Application" ? await impactOf(number) : null],
    ["relations", say("relations"), related(rest)],
  ].filter(([, , content]) => content);
  const address = `#/node/${encodeURIComponent(id)}`;
  return [
    h("p", { class: "soft" }, told.label, above.length ? [" · ", above.map((one, n) => [n ? " / " : "", nodeLink(one)])] : null),
    h("h1", {}, here.name),
    h("p", { class: "soft" }, here.id),
    own.description ? h("p", { class: "lead" }, own.description) : null,
    await onMap(here) ? h("p", {}, h("a", { href: `#/map/${encodeURIComponent(id)}` }, say("on_map"))) : null,
    parts.length > 2 ? h("nav", { class: "parts", "aria-label": say("on_this_page") }, h("ul", {}, parts.map(([part, title]) => h("li", {}, h("a", { href: `${address}?part=${part}` }, title))))) : null,
    parts.map(([part, title, content]) => [h("h2", { tabindex: "-1", "data-asked": asked.get("part") === part }, title), content]),
  ];
}

function facts(told, own) {
  const elsewhere = ["id", "description", MONEY.some((name) => name in own) ? "currency" : ""];
  const filled = told.attributes.filter(([name]) => name in own && !elsewhere.includes(name));
  const rows = [...filled.filter(([name]) => !ASIDE.includes(name)), ...filled.filter(([name]) => ASIDE.includes(name))].map((one) => h("tr", {}, h("th", { scope: "row" }, one[1]), h("td", {}, one[0] === "email" ? mailTo(own.email) : stated(own, one))));
  return rows.length ? scrolled(say("attributes"), h("table", {}, h("tbody", {}, rows))) : null;
}

const mailTo = (address) => h("a", { href: `mailto:${encodeURIComponent(address).replace("%40", "@")}` }, address);

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

// To flows of an application, who is at their other end, where their name does not say it.
async function addFarEnds(found, kind) {
  const flows = found.filter(({ name }) => ["EMITS", "FEEDS"].includes(name));
  if (kind === "Flow" || !flows.length) return;
  const ends = { EMITS: await linksOf("FEEDS"), FEEDS: (await linksOf("EMITS")).map(([from, to]) => [to, from]) };
  for (const one of flows) {
    one.far = ends[one.name].filter(([flow]) => flow === one.other).map(([, end]) => end).filter((end) => !place(one.other).name.includes(place(end).name));
  }
}

async function pathTo(number) {
  const links = await linksOf("CONTAINS");
  return climbed(new Map(links.map(([from, to]) => [to, from])), number);
}

// What a node stands in, the outermost first.
function climbed(parent, number) {
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
  return [...groups].map(([key, all]) => [
    h("h3", {}, key),
    h("ul", {}, all.sort(inOrder).map((one) => h("li", {}, nodeLink(one.other), farEnds(one), details(one)))),
  ]);
}

const farEnds = ({ name, far }) => (far?.length ? [h("span", { class: "soft" }, name === "EMITS" ? " → " : " ← "), ...far.map((end, n) => [n ? ", " : "", nodeLink(end)])] : "");

// By the rank that is stated, such as that of a journey's steps, then by name.
function inOrder(one, other) {
  const [a, b] = [one, other].map(({ values }) => values?.order ?? Infinity);
  return a < b ? -1 : a > b ? 1 : place(one.other).name.localeCompare(place(other.other).name, book.lang);
}
