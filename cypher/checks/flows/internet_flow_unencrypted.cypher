// name: checks.flows.internet_flow_unencrypted
// id: FL-05
// severity: MAJOR
// title en: A flow over the Internet is not encrypted
// title fr: Un flux sur Internet n’est pas chiffré
// why en: Whoever carries it can read and change it; for personal data, it is a breach waiting to be notified.
// why fr: Qui le transporte peut le lire et le modifier ; pour des données personnelles, c’est une violation à notifier qui attend son heure.
// remedy en: Encrypt it (TLS, SFTP); where it already is, state it (encrypted).
// remedy fr: Le chiffrer (TLS, SFTP) ; s’il l’est déjà, le déclarer (encrypted).
// detail: DataObject
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, severity: string, detail: list
// mode: read
MATCH (f:Flow)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}} AND f.exposure = 'INTERNET'
      AND coalesce(f.encrypted, false) = false
OPTIONAL MATCH (f)-[:CARRIES]->(o:DataObject)
WITH f, sum(CASE WHEN o.personal IN ['PERSONAL', 'SENSITIVE'] THEN 1 ELSE 0 END) AS personal,
     collect(o.id) AS objects
RETURN f.id AS node, 'Flow' AS kind, f.name AS name,
       CASE WHEN f.encrypted IS NULL THEN 'MINOR' WHEN personal > 0 THEN 'CRITICAL'
            ELSE 'MAJOR' END AS severity,
       objects AS detail
ORDER BY node
