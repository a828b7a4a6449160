"""What a user could pick instead, as programs run beside ours."""

JSON_ONLY = """
import json, sys
json.load(open(sys.argv[1], encoding="utf-8"))
"""

CSV_ONLY = """
import csv, sys
list(csv.reader(open(sys.argv[1], encoding="utf-8", newline=""), delimiter=";"))
"""

CALAMINE_ONLY = """
import python_calamine, sys
python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""

NETWORKX_REACHABILITY = """
import json, resource, sys, time
start = time.perf_counter()
import networkx as nx
portfolio = json.load(open(sys.argv[1], encoding="utf-8"))
graph = nx.DiGraph()
graph.add_nodes_from(node["id"] for node in portfolio["nodes"])
graph.add_edges_from(
    (r["from"], r["to"]) for r in portfolio["relations"] if r["type"] in ("EMITS", "FEEDS")
)
loaded, start = time.perf_counter() - start, time.perf_counter()
told = {"reached": {}}
for target in sys.argv[2:]:
    ways = nx.single_source_shortest_path(graph, target, cutoff=6)
    told["reached"][target] = [len(ways) - 1, time.perf_counter() - start]
    start = time.perf_counter()
told["loaded"] = loaded
told["mebibytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(told))
"""
"""Loads the portfolio, and tells who is reached in three flows, each by its shortest way."""

NAIVE_CYPHER = {
    "embedded": (
        "MATCH p = (a:Application {id: $id})-[:EMITS|FEEDS*1..$reach]->(x:Application) "
        "RETURN x.id, x.name, properties(nodes(p), 'id')"
    ),
    "Neo4j": (
        "MATCH p = (a:Application {id: $id})-[:EMITS|FEEDS*1..$reach]->(x:Application) "
        "RETURN x.id, x.name, [n IN nodes(p) | n.id]"
    ),
}
"""Engine → what is written first: who is reached in so many relations, and by which ways."""

_NAIVE = """
import json, os, resource, sys, time
LONGEST = 60
{connect}
def timed():
    start, rows = time.perf_counter(), None
    try:
        rows = asked(sys.argv[3], sys.argv[2])
    except {interrupted}:
        pass
    return time.perf_counter() - start, rows
seconds, rows = timed()
if seconds < 10:
    seconds = min(seconds, timed()[0])
print(json.dumps({{
    "seconds": seconds,
    "paths": None if rows is None else len(rows),
    "found": None if rows is None else len({{row[0] for row in rows}}),
    "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""
NAIVE_EMBEDDED = _NAIVE.format(
    connect="""
import ladybug
connection = ladybug.Connection(ladybug.Database(sys.argv[1], read_only=True))
connection.set_query_timeout(LONGEST * 1000)
def asked(text, target):
    return connection.execute(text, {"id": target}).get_all()
""",
    interrupted="RuntimeError",
)
NAIVE_NEO4J = _NAIVE.format(
    connect="""
import neo4j
login = tuple(os.environ["ARCHREPO_NEO4J_" + name] for name in ("USER", "PASSWORD"))
driver = neo4j.GraphDatabase.driver(sys.argv[1], auth=login)
def asked(text, target):
    with driver.session() as session:
        return session.run(neo4j.Query(text, timeout=LONGEST), id=target).values()
""",
    interrupted="neo4j.exceptions.Neo4jError",
)
"""Programs that ask it: `URL ID TEXT` → seconds, paths and who is reached."""

LEFT_OUT = (
    "Both peers tell who is reached in so many flows, whatever they carry. They leave out: which "
    "object is lost and who else supplies it, coverage, data, projects, users, cost, dates "
    "and plans, severities, and whom to tell."
)
"""What the answers of the two peers do not hold."""
