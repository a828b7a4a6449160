// Addresses and the page each leads to.
const MENU = [["map", "#/map"], ["inventory", "#/inventory"], ["matrix", "#/matrix"], ["impact", "#/impact"], ["roadmap", "#/roadmap"], ["checks", "#/checks"]];
const PAGES = {
  map: (id, asked) => mapPage(id, asked),
  inventory: () => inventoryPage(),
  list: (kind, asked) => listPage(kind, asked),
  node: (id, asked) => nodePage(id, asked),
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
  arrive(main, first);
}

// Where a reader lands: at the part asked for, on the way back where one left off, else at the top.
function arrive(main, first) {
  const left = history.state?.link === undefined ? undefined : main.querySelectorAll("a")[history.state.link];
  const part = main.querySelector("[data-asked]");
  if (left) {
    left.focus({ preventScroll: true });
    left.scrollIntoView({ block: "center" });
  } else if (part) {
    goTo(part);
  } else if (!first) {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

function goTo(part) {
  part.focus({ preventScroll: true });
  part.scrollIntoView();
}

// Notes in the history which link of a page one follows; one to where the reader is leads there again.
function leave(event) {
  const link = event.target.closest?.("main a");
  const part = document.querySelector("[data-asked]");
  if (link && part && link.hash === location.hash) goTo(part);
  else if (link) history.replaceState({ link: [...document.querySelectorAll("main a")].indexOf(link) }, "");
}

// Gives the page its address without a step in the history, unless the reader has gone on meanwhile.
function keepAddress(mine, address) {
  if (mine === turn) history.replaceState(history.state, "", address);
}

async function begin() {
  openBook(await load("core"));
  document.getElementById("menu").append(h("ul", {}, MENU.map(([name, href]) => h("li", {}, h("a", { href }, say(name))))));
  document.getElementById("finder").addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = `#/search/${encodeURIComponent(document.getElementById("find").value)}`;
  });
  history.scrollRestoration = "manual";
  document.addEventListener("click", leave);
  window.addEventListener("hashchange", () => show());
  window.addEventListener("beforeprint", () => { for (const folded of document.querySelectorAll("main details")) folded.open = true; });
  await show({ first: true });
}

begin();
