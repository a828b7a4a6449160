// name: checks.freshness.not_confirmed_for_long
// id: FR-01
// severity: MINOR
// title en: An application has not been confirmed for long
// title fr: Une application n’a pas été confirmée depuis longtemps
// why en: What nobody looks at is wrong sooner or later; impacts rest on it.
// why fr: Ce que personne ne regarde finit par être faux ; les impacts reposent dessus.
// remedy en: Have its owner confirm it (confirmed_on, confirmed_by).
// remedy fr: Le faire confirmer par son responsable (confirmed_on, confirmed_by).
// assessed: Application.confirmed_on
// choose: plan
// params: at: date, confirm_since: date
// returns: node: string, kind: string, name: string, date: date, detail: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND coalesce(a.confirmed_on <= $confirm_since, true)
RETURN a.id AS node, 'Application' AS kind, a.name AS name, a.confirmed_on AS date,
       a.confirmed_by AS detail
ORDER BY node
