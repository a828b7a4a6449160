// Where the words asked for are found best: the whole name, its beginning, somewhere in it, elsewhere.
function rankOf(words, name, id, also) {
  const [asked, called] = [words.join(" "), plain(name)];
  const all = plain(`${name} ${id} ${also}`);
  if (!words.every((word) => all.includes(word))) return undefined;
  if (called === asked || plain(id) === asked) return 0;
  if (called.startsWith(asked)) return 1;
  return words.every((word) => called.includes(word)) ? 2 : 3;
}

async function searchPage(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = [];
  for (const [n, kind] of book.kinds.entries()) {
    const told = book.core.kinds[kind];
    told.names.forEach((name, own) => {
      const also = told.also[own] ?? "";
      const rank = words.length ? rankOf(words, name, told.ids[own], also) : undefined;
      if (rank !== undefined) found.push({ rank, number: book.starts[n] + own, kind: told.label, id: told.ids[own], also });
    });
  }
  found.sort((one, other) => one.rank - other.rank || one.number - other.number);
  const count = found.length ? say("found", { count: found.length, total: book.total }) : say("none_found");
  announce(count);
  document.getElementById("find").value = text;
  const rows = found.map(({ number, kind, id, also }) => h("tr", {}, h("th", { scope: "row" }, nodeLink(number)), h("td", {}, kind), h("td", { class: "soft" }, [id, also].filter(Boolean).join(" · "))));
  const body = h("tbody", {}, rows.slice(0, STEP));
  const more = h("button", { type: "button", hidden: rows.length <= STEP, onclick: () => { body.append(...rows.slice(STEP)); more.remove(); } }, say("more", { count: rows.length - STEP }));
  return [h("h1", {}, `${say("search")} – ${text}`), h("p", { class: "soft" }, count), rows.length ? scrolled(say("search"), h("table", {}, h("thead", {}, h("tr", {}, [say("name"), say("kind"), say("id")].map((one) => h("th", { scope: "col" }, one)))), body)) : null, more];
}
