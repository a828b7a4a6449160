// name: checks.freshness.vanished_from_its_source
// id: FR-02
// severity: MAJOR
// title en: A node is stated by no source any more
// title fr: Un élément n’est plus affirmé par aucune source
// why en: The file that stated it no longer does; only relations stated elsewhere keep it.
// why fr: Le fichier qui l’affirmait ne le fait plus ; seules des relations déclarées ailleurs le retiennent.
// remedy en: Remove it with those relations, or state it again.
// remedy fr: Le supprimer avec ces relations, ou l’affirmer de nouveau.
// returns: node: string, kind: string, name: string
// mode: read
MATCH (n:Domain|Scope|Application|Module|Flow|DataObject|Technology|Provider|Journey|Organisation|Need|Period|Person|Project|Milestone|Plateau|Decision)
WHERE n.sources IS NULL
RETURN n.id AS node, label(n) AS kind, n.name AS name
ORDER BY node
