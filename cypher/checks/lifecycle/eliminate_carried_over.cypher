// name: checks.lifecycle.eliminate_carried_over
// id: LC-12
// severity: MINOR
// title en: An application to be eliminated has been so for more than a year
// title fr: Une application à éliminer l’est depuis plus d’un an
// why en: The decision is taken anew each year, and costs are paid anew.
// why fr: La décision est reprise chaque année, et les coûts avec.
// remedy en: Plan its end in earnest, or tolerate it.
// remedy fr: Prévoir vraiment sa fin, ou la tolérer.
// detail: Disposition
// choose: plan
// params: a_year_ago: date, a_year_ago_text: string, at: date
// returns: node: string, kind: string, name: string, date: date, detail: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}} AND a.disposition = 'ELIMINATE'
OPTIONAL MATCH (b:ChangeBatch)
WHERE b.id = a.batch_id AND b.applied_at < $a_year_ago_text
WITH a, count(b) AS unchanged
WHERE unchanged > 0 OR coalesce(a.phase_out <= $a_year_ago, false)
RETURN a.id AS node, 'Application' AS kind, a.name AS name, a.phase_out AS date,
       a.disposition AS detail
ORDER BY node
