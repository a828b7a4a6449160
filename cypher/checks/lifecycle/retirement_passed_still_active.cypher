// name: checks.lifecycle.retirement_passed_still_active
// id: LC-05
// severity: MAJOR
// title en: The retirement date has passed and the application is still stated to be in use
// title fr: La date de retrait est passée et l’application est encore déclarée en service
// why en: One of the two is wrong; costs and impacts follow the wrong one.
// why fr: L’un des deux est faux ; coûts et impacts suivent le mauvais.
// remedy en: Set the phase to RETIRED, or move the date.
// remedy fr: Passer la phase à RETIRED, ou reporter la date.
// detail: Phase
// params: at: date
// returns: node: string, kind: string, name: string, date: date, detail: string
// mode: read
MATCH (a:Application)
WHERE a.retired <= $at AND a.phase IN ['PHASE_IN', 'ACTIVE', 'PHASE_OUT']
  AND coalesce(a.phase_on >= a.retired, true)
RETURN a.id AS node, 'Application' AS kind, a.name AS name, a.retired AS date, a.phase AS detail
ORDER BY node
