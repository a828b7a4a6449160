// name: checks.freshness.critical_attributes_missing
// id: FR-03
// severity: MINOR
// title en: What matters most about an application is not filled in
// title fr: L’essentiel sur une application n’est pas renseigné
// why en: Without it, severity, dates and costs are guesses.
// why fr: Sans cela, gravité, dates et coûts sont des suppositions.
// remedy en: Fill in what is named: level 1 first (what it is), then 2 (what becomes of it), then 3 (what it takes).
// remedy fr: Renseigner ce qui est cité : d’abord le niveau 1 (ce qu’elle est), puis 2 (ce qu’elle devient), puis 3 (ce qu’elle demande).
// assessed: Application.criticality
// detail: attributes
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, detail: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
WITH a,
     CASE WHEN a.category IS NULL THEN ' category' ELSE '' END + CASE
           WHEN a.criticality IS NULL THEN ' criticality' ELSE '' END AS first,
     CASE WHEN a.active IS NULL AND a.phase_in IS NULL AND a.planned IS NULL AND a.phase IS NULL
          THEN ' active' ELSE '' END AS dates,
     CASE WHEN a.disposition IS NULL THEN ' disposition' ELSE '' END + CASE
           WHEN a.functional_fit IS NULL THEN ' functional_fit' ELSE '' END + CASE
           WHEN a.technical_fit IS NULL THEN ' technical_fit' ELSE '' END AS second,
     CASE WHEN a.hosting IS NULL THEN ' hosting' ELSE '' END + CASE
           WHEN a.users_count IS NULL THEN ' users_count' ELSE '' END + CASE
           WHEN a.run_cost IS NULL THEN ' run_cost' ELSE '' END AS third
WITH a, first + dates AS first, second, third
WHERE first <> '' OR second <> '' OR third <> ''
RETURN a.id AS node, 'Application' AS kind, a.name AS name,
       CASE WHEN first <> '' THEN '1:' + first WHEN second <> '' THEN '2:' + second
            ELSE '3:' + third END AS detail
ORDER BY node
