// What retiring an application does, as computed when the site was made.
const LETTERS = ["i", "m", "M", "C", "B"];

const severity = (impacts, rank) => badge(`s-${rank}`, LETTERS[rank], impacts.severities[rank]);

// What the letters of severities mean, the worst first.
const severityKey = (words) => h("ul", { class: "legend", "aria-label": say("legend") }, LETTERS.map((letter, rank) => [letter, rank]).reverse().filter(([, rank]) => words[rank]).map(([letter, rank]) => h("li", {}, badge(`s-${rank}`, letter, words[rank]), ` ${words[rank]}`)));

function counted(impacts, counts) {
  return counts.map((count, rank) => [rank, count]).reverse().filter(([, count]) => count).map(([rank, count], n) => [n ? " " : "", h("span", { class: "hold" }, severity(impacts, rank), ` ${shown(count)}`)]);
}

async function impactOf(number) {
  const impacts = await load("impacts");
  const report = impacts.reports[number];
  if (!report) return null;
  const rest = report.counts.reduce((sum, count) => sum + count, 0) - report.lines.length;
  const rows = report.lines.map(([rank, node, effect, note, trail, rule]) => h("tr", {}, h("td", {}, severity(impacts, rank)), h("th", { scope: "row" }, nodeLink(node)), h("td", {}, effect), h("td", {}, trail, note ? [trail ? h("br") : null, h("span", { class: "soft" }, note)] : null), h("td", { class: "soft hold" }, rule)));
  return [
    h("p", {}, `${say("verdict")} `, severity(impacts, report.verdict), ` ${impacts.severities[report.verdict]}`),
    rows.length ? scrolled(say("impact"), table([say("severity"), say("name"), say("what"), say("why"), say("rule")], rows, { class: "lines" })) : h("p", {}, say("nothing_happens")),
    rest > 0 ? h("p", { class: "soft" }, say("lines_more", { count: rest })) : null,
  ];
}

async function impactPage() {
  const impacts = await load("impacts");
  const reports = Object.entries(impacts.reports).map(([number, report]) => [Number(number), report]);
  const weight = (report) => report.counts.slice().reverse();
  reports.sort(([one, a], [other, b]) => {
    for (const [n, count] of weight(b).entries()) if (count !== weight(a)[n]) return count - weight(a)[n];
    return one - other;
  });
  const rows = reports.map(([number, report]) => h("tr", {}, h("td", {}, severity(impacts, report.verdict)), h("th", { scope: "row" }, h("a", { href: `#/node/${encodeURIComponent(place(number).id)}?part=retire` }, place(number).name)), h("td", { class: "counts" }, counted(impacts, report.counts))));
  return [h("h1", {}, say("impact")), h("p", {}, say("impacts_intro", { day: day(book.core.at) })), severityKey(impacts.severities), scrolled(say("impact"), table([say("verdict"), say("name"), say("effects")], rows))];
}
