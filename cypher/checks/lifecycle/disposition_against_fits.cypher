// name: checks.lifecycle.disposition_against_fits
// id: LC-11
// severity: MINOR
// title en: The declared disposition is not what the two fits suggest
// title fr: L’orientation déclarée n’est pas celle que suggèrent les deux adéquations
// why en: Either the fits are out of date, or the decision has reasons that are not recorded.
// why fr: Ou bien les adéquations datent, ou bien la décision a des raisons qui ne sont pas consignées.
// remedy en: Assess the fits again, or record the decision.
// remedy fr: Réévaluer les adéquations, ou consigner la décision.
// detail: Disposition
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, detail: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND a.disposition IS NOT NULL AND a.functional_fit IS NOT NULL
  AND a.technical_fit IS NOT NULL
WITH a, a.functional_fit IN ['APPROPRIATE', 'PERFECT'] AS useful,
     a.technical_fit IN ['ADEQUATE', 'FULLY_APPROPRIATE'] AS sound
WITH a, CASE WHEN useful AND sound THEN 'INVEST' WHEN useful THEN 'MIGRATE'
             WHEN sound THEN 'TOLERATE' ELSE 'ELIMINATE' END AS suggested
WHERE a.disposition <> suggested
RETURN a.id AS node, 'Application' AS kind, a.name AS name,
       a.disposition + ' <> ' + suggested AS detail
ORDER BY node
