// name: checks.lifecycle.disposition_against_lifecycle
// id: LC-10
// severity: MAJOR
// title en: What is meant to become of an application does not go with its dates
// title fr: Ce qui est prévu d’une application ne va pas avec ses dates
// why en: One invests in what is on its way out, or lets live on what is to be eliminated.
// why fr: On investit dans ce qui part, ou on laisse durer ce qui doit être éliminé.
// remedy en: Set the date of its end, or another disposition.
// remedy fr: Fixer la date de sa fin, ou une autre orientation (disposition).
// detail: Disposition
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, date: date, detail: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
WITH a, coalesce(a.phase_out <= $at, false) OR coalesce(a.phase = 'PHASE_OUT', false) AS outgoing
WHERE a.disposition = 'INVEST' AND outgoing
      OR a.disposition = 'ELIMINATE' AND a._live_to_{{plan}} = date('9999-12-31')
RETURN a.id AS node, 'Application' AS kind, a.name AS name, a.phase_out AS date,
       a.disposition AS detail
ORDER BY node
