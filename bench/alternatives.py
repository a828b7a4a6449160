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
import json, sys
import networkx as nx
portfolio = json.load(open(sys.argv[1], encoding="utf-8"))
graph = nx.DiGraph()
graph.add_nodes_from(node["id"] for node in portfolio["nodes"])
graph.add_edges_from((r["from"], r["to"]) for r in portfolio["relations"])
print(len(nx.descendants(graph, sys.argv[2])))
"""

NAIVE_CYPHER = """
import json, resource, sys, time
import ladybug
connection = ladybug.Connection(ladybug.Database(sys.argv[1], read_only=True))
connection.set_query_timeout(60_000)
text = (
    "MATCH (a:Application {id: $id})-[:EMITS|FEEDS*1..6]->(x:Application) "
    "RETURN count(DISTINCT x.id)"
)
start, found = time.perf_counter(), None
try:
    found = connection.execute(text, {"id": sys.argv[2]}).get_next()[0]
except RuntimeError:
    pass
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "ended": found is not None,
    "found": found,
    "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""
