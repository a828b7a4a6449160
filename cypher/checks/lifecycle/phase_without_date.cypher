// name: checks.lifecycle.phase_without_date
// id: LC-13
// severity: MINOR
// title en: A phase is stated and no date
// title fr: Une phase est déclarée sans aucune date
// why en: Nothing can be said of any other day than the one on which it was stated.
// why fr: On ne peut rien dire d’un autre jour que celui de la déclaration.
// remedy en: Date at least when it went live and when it is to go.
// remedy fr: Dater au moins la mise en service et la fin prévue.
// assessed: Application.active
// detail: Phase
// returns: node: string, kind: string, name: string, date: date, detail: string
// mode: read
MATCH (a:Application)
WHERE a.phase IS NOT NULL AND a.planned IS NULL AND a.phase_in IS NULL AND a.active IS NULL
  AND a.phase_out IS NULL AND a.retired IS NULL
RETURN a.id AS node, 'Application' AS kind, a.name AS name, a.phase_on AS date, a.phase AS detail
ORDER BY node
