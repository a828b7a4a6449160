"""What the reference pages are made of; each function prints a part, called by cog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import result_schemas
from click.testing import CliRunner

from archrepo import errors
from archrepo.analysis.checks.rules import shipped_rules
from archrepo.analysis.explanations import diagnostic_texts
from archrepo.cli.root import cli
from archrepo.domain.metamodel import Attribute, NodeKind, RelationType, builtin_metamodel
from archrepo.render.markdown import escaped
from archrepo.resources.labels import load_labels
from archrepo.settings import CheckOptions, ImpactOptions, Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import cog
else:
    import cog


def say(text: str) -> None:
    """Print a line into the page."""
    cog.outl(text)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; cells may hold markup."""
    lines = [f"| {' | '.join(columns)} |", f"|{'--|' * len(columns)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines)


def code(text: str) -> str:
    """Return text as code."""
    return f"`{text}`"


def commands() -> None:
    """Print the help of every command, as it appears at 80 columns."""
    for path in _paths(cli):
        done = CliRunner(env={"COLUMNS": "80"}).invoke(cli, [*path, "--help"])
        name = " ".join(("archrepo", *path))
        say(f"\n{'#' * min(len(path) + 2, 4)} `{name}`\n\n```text")
        say(done.stdout.replace("Usage: cli", "Usage: archrepo").rstrip())
        say("```")


def _paths(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _paths(below, (*path, name))


def kinds() -> None:
    """Print every kind with its attributes, those that all share first."""
    metamodel, labels = builtin_metamodel(), load_labels()
    every = [metamodel.kinds[name] for name in metamodel.portfolio_kinds]
    shared = [n for n in every[0].attributes if all(n in kind.attributes for kind in every)]
    say("\n### Every node\n")
    say(_attributes(every[0].attributes[name] for name in shared))
    for kind in every:
        say(f"\n### {kind.name} · {labels.kind(kind.name, 'fr')}\n\n{kind.doc}\n")
        own = [a for name, a in kind.attributes.items() if name not in shared]
        if own:
            say(_attributes(own))


def relations() -> None:
    """Print every relation type with its ends and attributes."""
    metamodel, labels = builtin_metamodel(), load_labels()
    every = list(metamodel.relations.values())
    shared = [n for n in every[0].attributes if all(n in r.attributes for r in every)]
    say("\n### Every relation\n")
    say(_attributes(every[0].attributes[name] for name in shared))
    for relation in every:
        say(f"\n### {relation.name}\n\n{relation.doc}\n")
        say(f"- {labels.relation(relation.name, 'en')}; {labels.relation(relation.name, 'fr')}")
        for source in relation.sources:
            targets = [target for start, target in relation.pairs if start == source]
            every_kind = len(targets) == len(metamodel.portfolio_kinds)
            say(f"- {source} → {'any kind' if every_kind else ', '.join(targets)}")
        told_apart = [name for name in relation.identity if name != "valid_from"]
        if told_apart:
            say(f"- two of the same ends and start differ by {', '.join(told_apart)}")
        own = [a for name, a in relation.attributes.items() if name not in shared]
        if own:
            say("\n" + _attributes(own))


def _attributes(attributes: Iterable[Attribute]) -> str:
    labels = load_labels()
    rows = [
        [
            code(attribute.name),
            labels.attribute(attribute.name, "en"),
            labels.attribute(attribute.name, "fr"),
            _type(attribute),
        ]
        for attribute in attributes
    ]
    return table(["Attribute", "English", "French", "Values"], rows)


def _type(attribute: Attribute) -> str:
    if attribute.values:
        listed = ", ".join(map(code, attribute.values))
        return f"any of {listed}" if attribute.value_type == "list" else listed
    bounds = [
        f"from {attribute.minimum:g}" if attribute.minimum is not None else "",
        f"to {attribute.maximum:g}" if attribute.maximum is not None else "",
    ]
    return " ".join([str(attribute.value_type), *filter(None, bounds)]) + (
        ", the first day after" if attribute.ends else ""
    )


def enumerations() -> None:
    """Print the values of every enumeration with their labels."""
    metamodel, labels = builtin_metamodel(), load_labels()
    owners: list[NodeKind | RelationType] = [
        *metamodel.kinds.values(),
        *metamodel.relations.values(),
    ]
    found = {
        attribute.enumeration.__name__: attribute.enumeration
        for owner in owners
        for attribute in owner.attributes.values()
        if attribute.enumeration is not None
    }
    for name, members in sorted(found.items()):
        rows = [
            [
                code(m.value),
                labels.value(members, m.value, "en"),
                labels.value(members, m.value, "fr"),
            ]
            for m in members
        ]
        say(f"\n### {name}\n\n{table(['Value', 'English', 'French'], rows)}")


def exit_codes() -> None:
    """Print every exit code with the errors that lead to it."""
    by_code: dict[int, list[type[errors.ArchrepoError]]] = {}
    for error in _below(errors.ArchrepoError):
        by_code.setdefault(error.exit_code, []).append(error)
    rows = [["0", "done; nothing to report"], ["1", "findings: see `--fail-on` and `--exit-code`"]]
    for number, found in sorted(by_code.items()):
        meaning = " ".join((error.__doc__ or "").split("\n")[0] for error in found)
        if number == errors.ConfigError.exit_code:
            meaning = f"The command is misused. {meaning}"
        if number == errors.QueryError.exit_code:
            meaning = f"{meaning} Or something unexpected: a fault of archrepo."
        rows.append([str(number), meaning])
    rows += [["130", "interrupted by Ctrl-C"], ["141", "the reader of the output went away"]]
    say(table(["Code", "Meaning"], rows))


def _below(error: type[errors.ArchrepoError]) -> Iterator[type[errors.ArchrepoError]]:
    for below in error.__subclasses__():
        yield below
        yield from _below(below)


def diagnostics() -> None:
    """Print what every diagnostic means."""
    for name, texts in sorted(diagnostic_texts().items()):
        told = texts["en"]
        say(f"\n### {name}: {escaped(told['title'])}\n\n{told['cause']}\n\n*{told['remedy']}*")


def rules() -> None:
    """Print what every rule of a check finds, why it matters and what to do."""
    for rule in shipped_rules().values():
        heading = f"{rule.id} {rule.name}: {escaped(rule.title['en'])}"
        told = f"{rule.why['en']}\n\n*{rule.remedy['en']}*"
        needs = f" Not asked one by one where `{rule.assessed}` is rare." if rule.assessed else ""
        say(f"\n### {heading}\n\nSeverity {code(rule.severity.value)}.{needs} {told}")


def settings() -> None:
    """Print every setting with its default and its variable."""
    rows = []
    tables = ("impact", "check", "attributes", "maturity", "severity", "domains")
    for prefix, section in (("", Options), ("impact.", ImpactOptions), ("check.", CheckOptions)):
        for name, field in section.model_fields.items():
            if name not in tables and (prefix, name) != ("impact.", "rules"):
                variable = f"ARCHREPO_{(prefix + name).replace('.', '_').upper()}"
                default = "—" if field.default is None else str(field.default)
                rows.append([code(prefix + name), default, code(variable)])
    say(table(["Setting", "Default", "Variable"], rows))


def results() -> None:
    """Write the schemas of what commands answer as JSON, and print where each is."""
    result_schemas.write_schemas()
    rows = [
        [
            code(result.schema_name),
            ", ".join(code(f"archrepo {command}") for command in commands),
            f"[{(name := result_schemas.file_of(result))}](../schemas/{name})",
        ]
        for result, commands in result_schemas.RESULTS
    ]
    say(table(["Schema", "Commands", "File"], rows))
