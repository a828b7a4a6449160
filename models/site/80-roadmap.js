// What comes and goes: windows without coverage, projects, lifecycles of applications.
const DATES = ["planned", "phase_in", "active", "phase_out", "retired"];
const days = (text) => Date.parse(text) / 86_400_000;

async function roadmapPage() {
  const kind = "Application";
  const values = await valuesOf(kind);
  const told = book.core.kinds[kind];
  const start = book.starts[book.kinds.indexOf(kind)];
  const successors = new Map();
  for (const [from, to] of await linksOf("REPLACED_BY")) successors.set(from, [...(successors.get(from) ?? []), to]);
  const [first, last] = [days(book.core.at) - 365, days(book.core.at) + 3 * 365];
  const moving = told.ids.map((id, own) => ({ number: start + own, values: values[own] })).filter((one) => DATES.some((name) => one.values[name] && days(one.values[name]) > first) || successors.has(one.number));
  moving.sort((a, b) => (a.values.retired ?? "9").localeCompare(b.values.retired ?? "9") || a.number - b.number);
  const label = (name) => told.attributes.find(([one]) => one === name)[1];
  const rows = moving.map((one) => h("tr", {}, h("th", { scope: "row" }, nodeLink(one.number)), h("td", { class: "bar" }, bar(one.values, first, last)),
    h("td", {}, DATES.filter((name) => one.values[name]).map((name) => h("div", { class: "day" }, `${label(name)} ${day(one.values[name])}`))),
    h("td", {}, (successors.get(one.number) ?? []).map((other, n) => [n ? ", " : "", nodeLink(other)]))));
  const planned = await load("roadmap");
  return [
    h("h1", {}, say("roadmap")),
    h("p", { class: "soft" }, say("roadmap_marks", { day: day(book.core.at) })),
    gapsOf(planned, first, last),
    projectsOf(planned, first, last),
    h("h2", {}, say("roadmap_applications")),
    rows.length ? [
      h("p", {}, say("roadmap_intro", { day: day(book.core.at) })),
      scrolled(say("roadmap_applications"), table([say("name"), axis(first, last), say("dates"), say("successor")], rows, { class: "bars" })),
    ] : h("p", {}, say("roadmap_nothing_moves")),
  ];
}

const listed = (numbers) => numbers.map((number, n) => [n ? ", " : "", nodeLink(number)]);

function gapsOf(planned, first, last) {
  if (!planned.gaps.length) return [h("h2", {}, say("roadmap_gaps")), h("p", {}, say("roadmap_no_gap", { day: day(book.core.at) }))];
  const rows = planned.gaps.map((gap) => h("tr", {}, h("th", { scope: "row" }, nodeLink(gap.scope), gap.for.length ? h("span", { class: "soft" }, ` (${gap.for.join(", ")})`) : null),
    h("td", { class: "bar" }, span("gap", gap.start, gap.end, first, last)),
    h("td", { class: "day" }, day(gap.start)), h("td", { class: "day" }, gap.end ? day(gap.end) : say("no_end_known")), h("td", {}, shown(gap.days)),
    h("td", {}, listed(gap.lost)), h("td", {}, listed(gap.back))));
  return [h("h2", {}, say("roadmap_gaps")), scrolled(say("roadmap_gaps"), table([say("scope"), axis(first, last), say("starts"), say("ends"), say("day_count"), say("was_covered_by"), say("covered_again_by")], rows, { class: "bars" }))];
}

function projectsOf(planned, first, last) {
  const shownAt = planned.projects.filter((one) => !one.end || days(one.end) > first);
  const over = planned.projects.length - shownAt.length;
  const rows = shownAt.map((one) => h("tr", {}, h("th", { scope: "row" }, nodeLink(one.project)), h("td", { class: "bar" }, span("project", one.start, one.end, first, last, one.milestones.map(([, at]) => at))),
    h("td", {}, book.core.codes.ProjectStatus?.[one.status] ?? one.status ?? ""), h("td", { class: "day" }, one.start ? day(one.start) : ""), h("td", { class: "day" }, one.end ? day(one.end) : ""),
    h("td", {}, one.milestones.map(([number, at]) => h("div", {}, nodeLink(number), " ", h("span", { class: "soft day" }, day(at)))))));
  const plateaus = planned.plateaus.map(([number, at]) => h("li", {}, nodeLink(number), " ", h("span", { class: "soft day" }, day(at))));
  return [
    planned.projects.length ? h("h2", {}, say("roadmap_projects")) : null,
    over ? h("p", {}, say("roadmap_over", { count: over, day: day(new Date(first * 86_400_000).toISOString().slice(0, 10)) }), " ", h("a", { href: "#/list/Project" }, say("roadmap_all"))) : null,
    rows.length ? scrolled(say("roadmap_projects"), table([say("name"), axis(first, last), say("status"), say("starts"), say("ends"), say("milestones")], rows, { class: "bars" })) : null,
    plateaus.length ? [h("h2", {}, say("roadmap_plateaus")), h("ul", {}, plateaus)] : null,
  ];
}

function span(name, start, end, first, last, marks = []) {
  const scale = (at) => (1000 * (Math.min(Math.max(at, first), last) - first)) / (last - first);
  const made = timeline(first, last);
  const [from, to] = [scale(start ? days(start) : first), scale(end ? days(end) : last)];
  if (to > from) made.append(svg("rect", { class: name, x: from, y: 3, width: to - from, height: 14 }));
  for (const at of marks.map(days)) if (at >= first && at <= last) made.append(svg("rect", { class: "mark", x: scale(at) - 3, y: 1, width: 6, height: 18 }));
  return now(made, first, last);
}

function timeline(first, last) {
  const scale = (at) => (1000 * (at - first)) / (last - first);
  return svg("svg", { viewBox: "0 0 1000 20", preserveAspectRatio: "none", "aria-hidden": "true" }, ...years(first, last).map(([, at]) => svg("line", { class: "year", x1: scale(at), x2: scale(at), y1: 0, y2: 20 })));
}

function now(made, first, last) {
  const at = (1000 * (days(book.core.at) - first)) / (last - first);
  made.append(svg("line", { x1: at, x2: at, y1: 0, y2: 20 }));
  return made;
}

function years(first, last) {
  const found = [];
  for (let year = new Date(first * 86_400_000).getUTCFullYear(); year <= new Date(last * 86_400_000).getUTCFullYear(); year += 1) found.push([year, days(`${year}-01-01`)]);
  return found.filter(([, at]) => at >= first && at <= last);
}

function axis(first, last) {
  const marks = years(first, last).map(([year, at]) => {
    const mark = h("span", {}, String(year));
    mark.style.left = `${(100 * (at - first)) / (last - first)}%`;
    return mark;
  });
  return h("div", { class: "axis", role: "img", "aria-label": say("time_axis") }, marks);
}

function bar(values, first, last) {
  const scale = (at) => (1000 * (Math.min(Math.max(at, first), last) - first)) / (last - first);
  const made = timeline(first, last);
  const end = values.retired ? days(values.retired) : last;
  const active = values.active ? days(values.active) : values.phase_in ? end : first;
  const out = values.phase_out ? days(values.phase_out) : end;
  const pieces = [["soon", values.phase_in ? days(values.phase_in) : active, active], ["live", active, out], ["out", out, end]];
  for (const [name, from, to] of pieces) if (to > from && scale(to) > scale(from)) made.append(svg("rect", { class: name, x: scale(from), y: 3, width: scale(to) - scale(from), height: 14 }));
  return now(made, first, last);
}
