// What does not hang together: rule by rule, and on the page of each node at fault.
const TOLD = 100; // violations of a rule shown at once

async function checksPage() {
  const checks = await load("checks");
  if (!checks.found.length) return [h("h1", {}, say("checks")), h("p", {}, say("no_violation"))];
  const byRule = new Map();
  for (const one of checks.found) byRule.set(one[1], [...(byRule.get(one[1]) ?? []), one]);
  return [
    h("h1", {}, say("checks")),
    h("p", { class: "soft" }, say("checks_intro", { day: day(book.core.at), count: checks.found.length })),
    severityKey(Object.fromEntries(checks.found.map(([rank, rule]) => [rank, checks.rules[rule][0]]))),
    [...byRule].map(([rule, all]) => {
      const [severity, title, why, remedy] = checks.rules[rule];
      const list = h("ul", {}, all.slice(0, TOLD).map(violated));
      const more = h("button", { type: "button", hidden: all.length <= TOLD, onclick: () => { list.append(...all.slice(TOLD).map(violated)); more.remove(); } }, say("more", { count: all.length - TOLD }));
      return h("details", { open: all[0][0] >= 3 },
        h("summary", {}, badge(`s-${all[0][0]}`, LETTERS[all[0][0]], severity), ` ${title} `, h("span", { class: "soft hold" }, `${rule} · ${shown(all.length)}`)),
        h("p", {}, why), h("p", { class: "soft" }, remedy), list, more);
    }),
  ];
}

const violated = ([, , number, text, other]) => h("li", {}, nodeLink(number), text ? h("span", { class: "soft" }, ` – ${text} `) : null, other >= 0 ? nodeLink(other, "→") : null);

async function checksOf(number) {
  const checks = await load("checks");
  const own = checks.found.filter(([, , at, , other]) => at === number || other === number);
  if (!own.length) return null;
  return h("ul", {}, own.map(([rank, rule, at, text]) => h("li", {}, badge(`s-${rank}`, LETTERS[rank], checks.rules[rule][0]), ` ${checks.rules[rule][1]} `, at === number ? null : nodeLink(at), text ? h("span", { class: "soft" }, ` – ${text}`) : null)));
}
