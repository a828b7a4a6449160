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

NAIVE_CYPHER = """
import json, resource, sys, time
import ladybug
connection = ladybug.Connection(ladybug.Database(sys.argv[1], read_only=True))
connection.set_query_timeout(60_000)
text = (
    "MATCH p = (a:Application {id: $id})-[:EMITS|FEEDS*1..6]->(x:Application) "
    "RETURN x.id, x.name, properties(nodes(p), 'id')"
)
def asked():
    start, rows = time.perf_counter(), None
    try:
        rows = connection.execute(text, {"id": sys.argv[2]}).get_all()
    except RuntimeError:
        pass
    return time.perf_counter() - start, rows
seconds, rows = asked()
if seconds < 10:
    seconds = min(seconds, asked()[0])
print(json.dumps({
    "seconds": seconds,
    "paths": None if rows is None else len(rows),
    "found": None if rows is None else len({row[0] for row in rows}),
    "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""
"""Tells who is reached in three flows, and by which ways: what is written first."""

LEFT_OUT = (
    "Both peers tell who is reached in three flows, whatever they carry. They leave out: which "
    "object is lost and who else supplies it, coverage, data, projects, users, cost, dates "
    "and plans, severities, and whom to tell."
)
"""What the answers of the two peers do not hold."""
