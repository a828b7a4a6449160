// Blocks of data: inside this page, or in files beside it that are loaded when they are needed.
const received = new Map();
const coming = new Map();

window.archrepo = (name, data) => received.set(name, data);

async function load(name) {
  if (received.has(name)) return received.get(name);
  const inside = document.getElementById(`block-${name}`);
  if (inside) received.set(name, JSON.parse(inside.textContent));
  else {
    if (!coming.has(name)) coming.set(name, loadFile(`data/${name}.js`));
    await coming.get(name);
  }
  return received.get(name);
}

function loadFile(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = () => reject(new Error(path));
    script.src = path;
    document.head.append(script);
  });
}

// The portfolio's names, read once; nodes are known by number, kinds in their order.
const book = { kinds: [], starts: [], byId: new Map() };

function openBook(core) {
  let start = 0;
  for (const [kind, told] of Object.entries(core.kinds)) {
    book.kinds.push(kind);
    book.starts.push(start);
    told.ids.forEach((id, n) => book.byId.set(id, start + n));
    start += told.ids.length;
  }
  Object.assign(book, { core, words: core.words, lang: core.lang, total: start });
}

function place(number) {
  let at = book.starts.length - 1;
  while (book.starts[at] > number) at -= 1;
  const kind = book.kinds[at];
  const own = number - book.starts[at];
  return { kind, own, number, id: book.core.kinds[kind].ids[own], name: book.core.kinds[kind].names[own] };
}

async function valuesOf(kind) {
  return book.core.kinds[kind].ids.length ? load(`nodes-${kind}`) : [];
}

async function linksOf(name) {
  return book.core.relations[name].count ? load(`links-${name}`) : [];
}

// Words and values as people read them.
function say(key, filled = {}) {
  return book.words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in filled ? shown(filled[name]) : whole));
}

function day(text) {
  return book.lang === "fr" ? text.split("-").reverse().join("/") : text;
}

function shown(value, type, codes) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((one) => shown(one, "", codes)).join(", ");
  if (typeof value === "boolean") return say(value ? "is_true" : "is_false");
  if (codes) return book.core.codes[codes]?.[value] ?? value;
  if (type === "date") return day(value);
  if (typeof value === "number") return new Intl.NumberFormat(book.lang).format(value);
  return String(value);
}

// A value of a node as its page and its list show it: money with its currency.
const MONEY = ["run_cost", "build_cost", "budget"];
const stated = (own, [name, , type, codes]) => (MONEY.includes(name) && own[name] !== undefined && own.currency ? `${shown(own[name])} ${own.currency}` : shown(own[name], type, codes));

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
