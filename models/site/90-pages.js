// Addresses and the page each leads to.
const MENU = [["map", "#/map"], ["inventory", "#/inventory"], ["matrix", "#/matrix"], ["impact", "#/impact"], ["roadmap", "#/roadmap"], ["checks", "#/checks"]];
const PAGES = {
  map: (id) => mapPage(id),
  inventory: () => inventoryPage(),
  list: (kind, asked) => listPage(kind, asked),
  node: (id) => nodePage(id),
  search: (text) => searchPage(text ?? ""),
  matrix: (id) => matrixPage(id),
  impact: () => impactPage(),
  roadmap: () => roadmapPage(),
  checks: () => checksPage(),
};

const missing = () => [h("h1", {}, say("not_there")), h("p", {}, h("a", { href: "#/map" }, say("home")))];
const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

let turn = 0;
async function show({ first = false } = {}) {
  const mine = (turn += 1);
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, rest] = [path.split("/")[0] || "map", path.split("/").slice(1).join("/")];
  const main = document.getElementById("main");
  if (location.hash === "#main") return;
  let content;
  try {
    content = await (PAGES[name] ?? missing)(rest ? decoded(rest) : undefined, new URLSearchParams(query ?? ""));
  } catch (problem) {
    console.error(problem);
    content = [h("h1", {}, say("not_there")), h("p", {}, String(problem.message ?? problem))];
  }
  if (mine !== turn) return;
  main.replaceChildren(...[content].flat(Infinity).filter(Boolean));
  const heading = main.querySelector("h1");
  document.title = heading && heading.textContent !== book.core.title ? `${heading.textContent} – ${book.core.title}` : book.core.title;
  for (const link of document.querySelectorAll("#menu a")) {
    if (link.getAttribute("href") === `#/${name}` || (link.getAttribute("href") === "#/inventory" && name === "list")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!first) {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

async function begin() {
  openBook(await load("core"));
  document.getElementById("menu").append(h("ul", {}, MENU.map(([name, href]) => h("li", {}, h("a", { href }, say(name))))));
  document.getElementById("finder").addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = `#/search/${encodeURIComponent(document.getElementById("find").value)}`;
  });
  window.addEventListener("hashchange", () => show());
  window.addEventListener("beforeprint", () => { for (const folded of document.querySelectorAll("main details")) folded.open = true; });
  await show({ first: true });
}

begin();
