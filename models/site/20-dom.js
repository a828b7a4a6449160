// Elements: texts go in as text, never as markup.
function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const nodeLink = (number, text) => {
  const there = place(number);
  return h("a", { href: `#/node/${encodeURIComponent(there.id)}` }, text ?? there.name);
};

const badge = (tone, letter, title) => h("span", { class: `badge ${tone}`, title, role: "img", "aria-label": title }, letter);

function scrolled(label, table) {
  return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, table);
}

function table(headings, rows, attributes = {}) {
  return h(
    "table", attributes,
    h("thead", {}, h("tr", {}, headings.map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", {}, rows),
  );
}

// What a screen reader is told when something changes in place.
function announce(text) {
  document.getElementById("said").textContent = text;
}
