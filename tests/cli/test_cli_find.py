"""`list`, `show`, `search` and `query` on the worked example."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("portfolio_folder")


def test_list_as_a_table(run) -> None:
    done = run("list", "application")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split()[:2] == ["Id", "Name"]
    assert [line.split()[0] for line in lines[1:-1]] == [
        "crm",
        "dam",
        "dmp",
        "ecom",
        "erp",
        "pim1",
        "pim2",
    ]
    assert lines[-1] == "7 applications"


@pytest.mark.parametrize(
    "kind", ["data-objects", "DataObject", "data_object", "Objets de données", "data objects"]
)
def test_a_kind_goes_by_many_names(run, kind: str) -> None:
    listed = json.loads(run("list", kind, "--json").stdout)
    assert listed["schema"] == "archrepo/node-list/1"
    assert listed["kind"] == "DataObject"
    assert listed["total"] == 3


def test_an_unknown_kind_is_guessed(run) -> None:
    done = run("list", "aplications")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "did you mean 'applications'" in done.stderr


def test_a_kind_like_none_is_told_each_kind_once(run) -> None:
    told = run("list", "zzzqqq")
    assert told.exit_code == 2
    assert told.stderr.count("Application") == 1


def test_list_filters_by_a_value(run) -> None:
    done = run("list", "application", "--where", "criticality=mission-critical", "--format", "csv")
    assert done.exit_code == 0
    assert [line.split(",")[:2] for line in done.stdout.splitlines()[1:]] == [
        ["ecom", "E-commerce"]
    ]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("critcality=X", "'criticality'"),
        ("criticality=MISSION_CRITICALL", "'MISSION_CRITICAL'"),
        ("criticality", "attribute=value"),
    ],
)
def test_a_wrong_filter(run, where: str, said: str) -> None:
    done = run("list", "application", "--where", where)
    assert done.exit_code == 2
    assert said in done.stderr


def test_an_empty_list_is_empty_in_json_and_said_in_a_table(run) -> None:
    assert json.loads(run("list", "person", "--json").stdout)["nodes"] == []
    assert run("list", "person").stdout == "No people.\n"


def test_list_takes_columns_in_their_order(run) -> None:
    done = run("list", "application", "--columns", "criticality,description", "--format", "csv")
    assert done.stdout.splitlines()[0] == "id,name,criticality,description"


@pytest.mark.parametrize(
    ("columns", "headings"), [("20", "Id Name"), ("40", "Id Name Active from"), ("", "Criticality")]
)
def test_a_list_drops_columns_before_it_breaks_words_up(
    run, monkeypatch, columns: str, headings: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    heading, *lines = run("list", "application").stdout.splitlines()
    assert " ".join(heading.split()).endswith(headings)
    said = [line for line in lines[7:] if line != "7 applications"]
    assert lines[6].startswith("pim"), "every application on a line of its own"
    assert bool(said) == bool(columns), "what there is no room for is told"
    assert not columns or max(map(len, lines)) <= int(columns)


def test_a_list_says_what_it_has_no_room_for_and_wide_shows_it(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "46")
    narrow, wide = run("list", "application"), run("list", "application", "--wide")
    assert "Left out for want of room: " in narrow.stdout
    assert "--wide shows them." in " ".join(narrow.stdout.split())
    assert "Left out" not in wide.stdout
    heading = narrow.stdout.rpartition("room: ")[2].partition(",")[0].partition(".")[0]
    assert heading in wide.stdout.splitlines()[0]
    assert max(map(len, wide.stdout.splitlines())) > 46
    assert "Laissés de côté" in run("--lang", "fr", "list", "application").stdout


def test_list_in_french(run) -> None:
    done = run("list", "scope", "--lang", "fr")
    assert done.stdout.splitlines()[-1].endswith("périmètres fonctionnels")


def test_show_tells_relations_both_ways(run) -> None:
    done = run("show", "pim1")
    assert (done.exit_code, done.stderr) == (0, "")
    text = done.stdout
    assert text.startswith("PIM1  Application pim1\n")
    for told in ("Product reference (s1)", "Articles to the old PIM (f1)", "Catalogue 360 (p2)"):
        assert told in text
    assert "date 2026-12-31" in text


def test_show_says_where_a_scope_stands(run) -> None:
    sheet = json.loads(run("show", "s1", "--json").stdout)
    assert sheet["schema"] == "archrepo/node/1"
    assert [node["kind"] for node in sheet["path"]] == ["Domain"]
    covering = {r["node"]["id"]: r for r in sheet["relations"] if r["type"] == "COVERS"}
    assert covering["pim2"]["direction"] == "in"
    assert covering["pim2"]["values"]["valid_from"] == "2027-03-01"


def test_show_in_french_keeps_codes(run) -> None:
    done = run("show", "pim1", "--lang", "fr")
    assert "Référentiel" not in done.stderr
    assert "(s1)" in done.stdout
    assert "Couvre" in done.stdout


def test_show_as_markdown(run) -> None:
    done = run("show", "crm", "--format", "markdown")
    assert done.stdout.startswith("# CRM (Application `crm`)\n")


@pytest.mark.parametrize(
    ("wanted", "suggested"), [("pim", "'pim1'"), ("PIM-1x", "'pim1'"), ("e-comerce", "'ecom'")]
)
def test_an_unknown_id_suggests_ids_and_names(run, wanted: str, suggested: str) -> None:
    done = run("show", wanted)
    assert done.exit_code == 3
    assert done.stdout == ""
    assert f"Error: nothing is called '{wanted}'" in done.stderr
    assert suggested in done.stderr.splitlines()[1]


def test_an_id_like_nothing_leads_to_search(run) -> None:
    done = run("show", "zzzzzzzz")
    assert done.exit_code == 3
    assert "archrepo search" in done.stderr


def test_search_ignores_case_and_accents(run) -> None:
    found = json.loads(run("search", "PRODÙCT", "refer", "--json").stdout)["hits"]
    assert [(hit["kind"], hit["id"]) for hit in found] == [("Scope", "s1")]


def test_search_puts_the_whole_name_first(run) -> None:
    found = json.loads(run("search", "pim1", "--json").stdout)["hits"]
    assert found[0]["id"] == "pim1"
    assert found[0]["exact"] is True


def test_search_within_a_kind(run) -> None:
    found = json.loads(run("search", "product", "--kind", "flow", "--json").stdout)["hits"]
    assert {hit["kind"] for hit in found} == {"Flow"}


def test_a_search_that_finds_nothing(run) -> None:
    done = run("search", "nothing-like-it")
    assert done.exit_code == 0
    assert "nothing-like-it" in done.stdout
    assert json.loads(run("search", "nothing-like-it", "--json").stdout)["hits"] == []


def test_query(run) -> None:
    text = "MATCH (a:Application) WHERE a.id STARTS WITH $p RETURN a.id AS id ORDER BY id"
    answer = json.loads(run("query", text, "--param", "p=pim", "--json").stdout)
    assert answer["columns"] == ["id"]
    assert answer["rows"] == [["pim1"], ["pim2"]]


def test_query_shows_a_whole_node_as_people_read_it(run) -> None:
    told = run("query", "MATCH (p:Project {id: 'p1'}) RETURN p", env={"COLUMNS": ""}).stdout
    assert "id: p1, name: Switch off the old PIM" in told
    assert "{" not in told
    assert "datetime" not in told
    assert told.endswith("\n1 row\n")


def test_a_template_not_filled_in_is_told_from_one_that_changes_nothing(
    run, portfolio_folder
) -> None:
    run("template", "empty.xlsx")
    assert "what was read states no fact" in run("import", "empty.xlsx", "--dry-run").stdout
    run("export", "json", "-o", "whole.json")
    assert "facts are as stated" in run("import", "whole.json", "--dry-run").stdout


def test_query_from_a_file_and_from_stdin(run, portfolio_folder) -> None:
    text = "MATCH (s:Scope) RETURN count(s) AS n"
    (portfolio_folder / "q.cypher").write_text(text, encoding="utf-8")
    assert run("query", "--file", "q.cypher", "--format", "csv").stdout == "n\n4\n"
    assert run("query", "--file", "-", "--format", "csv", input=text).stdout == "n\n4\n"


def test_query_needs_one_text(run) -> None:
    assert run("query").exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (a:Application {id: 'x'})",
        "MATCH (a:Application) DETACH DELETE a",
        "COPY (MATCH (a:Application) RETURN a.id) TO 'out.csv'",
        "LOAD FROM '/etc/passwd' RETURN *",
        "CHECKPOINT",
        "MATCH (a:Application) RETURN a.id; CHECKPOINT",
        "MATCH (a:Aplication) RETURN a",
        "not cypher at all",
    ],
)
def test_a_refused_query_changes_nothing(run, portfolio_folder, text: str) -> None:
    store = portfolio_folder / ".archrepo" / "portfolio.lbug"
    before = store.read_bytes()
    done = run("query", text)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr
    assert store.read_bytes() == before
    assert not (portfolio_folder / "out.csv").exists()
    assert run("list", "scope").exit_code == 0


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("MATCH (a:Aplication) RETURN a.id", "'Application'"),
        ("MATCH ()-[c:COVRS]->() RETURN c.level", "'COVERS'"),
        ("MATCH (a:Application) RETURN a.criticalty", "'criticality'"),
    ],
)
def test_a_misspelt_query_suggests_the_nearest_name(
    run, portfolio_folder, text: str, near: str
) -> None:
    done = run("query", text)
    assert done.exit_code == 2
    assert f"did you mean {near}" in done.stderr


def test_a_name_that_would_break_the_terminal_is_shown_tame(run, portfolio_folder) -> None:
    rows = '[{"kind": "Person", "id": "p", "name": "a\\u202e[b]bold[/b] \\u001b[31mred"}]'
    document = f'{{"schema": "archrepo/portfolio/1", "nodes": {rows}, "relations": []}}'
    (portfolio_folder / "evil.json").write_text(document, encoding="utf-8")
    assert run("import", "evil.json", "--yes").exit_code == 0
    for words in (["list", "person"], ["show", "p"], ["search", "bold"]):
        done = run(*words, "--color", "never")
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
        assert "[b]bold[/b]" in done.stdout
