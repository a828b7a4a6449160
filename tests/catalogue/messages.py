"""Finds every message people may read; `python -m tests.catalogue.messages` updates the catalogue.

Three places: sentences in the code (of what is rendered from files of words, errors only), help of
the commands, and what click says itself.
"""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.messages.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "models" / "locale" / "fr" / "LC_MESSAGES" / "archrepo.po"
COMPILED = CATALOGUE.with_suffix(".mo")
_SENTENCE = re.compile(r"[a-zà-ÿ]{2,} [a-z{']|[a-z]{3,}: ")
_NO_MESSAGE = re.compile(r"\b(MATCH|RETURN|CREATE|COPY)\b|\\[dsw]|^#|^[-\w]+ = |\n")
_WORDS_OF_THEIR_OWN = ("render", "resources")
_FOR_DEVELOPERS = (
    "store/catalog.py",  # what a statement of ours lacks, told when it is written
    "writers/archimate_schema.py",  # what editors show, as JSON Schemas do
)
_NOT_SHOWN = {"description", "pattern"}  # of JSON Schemas
_CLICK = {"_", "ngettext"}
_SHORT = {  # labels too short to be told from names
    "Error: {0}",
    "Hint: {0}",
    "Details: {0}",
    "Everywhere",
    "Options",
    "Examples:",
    "Start here:",
    "required",
    "no sample is called '{0}'",  # of resources
    "a query reads: it starts with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN",
    "its attributes: {0}",
    "… and {0} more (--format json gives all)",
    "add --{0} {1}",
    "add --to CLASS, or --personal PERSONAL|SENSITIVE",
    "add --to APPLICATION, the new master",
    *("No such file or directory", "Permission denied", "Is a directory", "Not a directory"),
    *("File exists", "File too large", "No space left on device", "Disk quota exceeded"),
    *("Read-only file system", "Operation not permitted", "File name too long"),
    *("Too many levels of symbolic links", "Input/output error", "Too many open files"),
    *("did not find expected '-' indicator", "did not find expected key"),  # of the YAML library
    *("mapping values are not allowed in this context", "could not find expected ':'"),
    *("did not find expected ',' or ']'", "did not find expected ',' or '}'"),
    *("found unexpected end of stream", "found character that cannot start any token"),
    *("found undefined alias", "did not find expected node content"),
    *("block sequence entries are not allowed in this context", "found unknown escape character"),
    *("Expecting value", "Expecting ',' delimiter", "Expecting ':' delimiter"),  # of JSON
    *("Expecting property name enclosed in double quotes", "Extra data"),
    *("Unterminated string starting at", "Invalid control character at"),
    *("Invalid \\escape", "Invalid \\uXXXX escape"),
    "give --to DATE, --to-plan PLAN, --batch BATCH or --backup FILE",
    "Graphviz cannot draw this: {0}",
    "take --format dot and look at the text, or report it",
    "set ARCHREPO_NEO4J_USER and ARCHREPO_NEO4J_PASSWORD_FILE (or _PASSWORD)",
    "export JSON or YAML instead",
    *("application", "data object", "domain", "group", "journey", "plateau", "project", "scope"),
    "technology",
    *("error", "errors", "warning", "warnings", "note", "notes"),
}


def messages() -> set[str]:
    """Return every English message, what is filled in numbered: `no '{0}' here`."""
    return {*in_code(), *in_help(), *_SHORT}


def in_code() -> Iterator[str]:
    """Yield the sentences of the code."""
    for path in sorted((ROOT / "archrepo").rglob("*.py")):
        inside = path.relative_to(ROOT / "archrepo")
        if inside.as_posix() in _FOR_DEVELOPERS:
            continue
        tree: ast.AST = ast.parse(path.read_text(encoding="utf-8"))
        if inside.parts[0] in _WORDS_OF_THEIR_OWN:
            raised = [n for n in ast.walk(tree) if isinstance(n, ast.Raise)]
            tree = ast.Tuple([n.exc for n in raised if isinstance(n.exc, ast.Call)])
        for text in _texts(tree):
            if _SENTENCE.search(text) and not _NO_MESSAGE.search(text) and text == text.strip():
                yield text


def _texts(node: ast.AST) -> Iterator[str]:
    """Yield literals below a node, docstrings left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.keyword) and child.arg in _NOT_SHOWN:
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif isinstance(child, ast.JoinedStr):
            yield _template(child)
            for part in child.values:
                yield from _texts(part)
        else:
            yield from _texts(child)


def _template(joined: ast.JoinedStr) -> str:
    made, fields = "", 0
    for part in joined.values:
        if isinstance(part, ast.Constant):
            made += str(part.value)
        else:
            made += f"{{{fields}}}"
            fields += 1
    return made


def in_help() -> Iterator[str]:
    """Yield paragraphs of help and texts of options, of every command."""
    from archrepo.cli.groups import paragraphs
    from archrepo.cli.root import cli

    waiting: list[click.Command] = [cli]
    while waiting:
        command = waiting.pop()
        yield from paragraphs(command.help or "")
        yield from filter(None, (command.short_help, command.get_short_help_str(limit=200)))
        yield from (p.help for p in command.params if isinstance(p, click.Option) and p.help)
        if isinstance(command, click.Group):
            yield from getattr(command, "sections", {})
            context = click.Context(command)
            names = command.list_commands(context)
            waiting += [c for name in names if (c := command.get_command(context, name))]


def of_click() -> Iterator[tuple[str, ...]]:
    """Yield what click says: a text, or its singular and plural."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _CLICK:
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if texts and all(isinstance(t, str) and len(t) > 1 for t in texts):
                    yield tuple(map(str, texts))


def update() -> tuple[int, int]:
    """Bring the catalogue up to date and compile it; return how many entries, how many untold."""
    from babel.messages.pofile import read_po, write_po

    known = _Catalogue(locale="fr")
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            known = read_po(file, locale="fr")
    made = _Catalogue(locale="fr", fuzzy=False, header_comment=HEADER)
    wanted = {(text,) for text in messages()} | set(of_click())
    for texts in sorted(wanted):
        key = texts if len(texts) > 1 else texts[0]
        old = known.get(texts[0])
        made.add(key, old.string if old is not None else None)
    with CATALOGUE.open("wb") as file:
        write_po(file, made, width=100, sort_output=True, omit_header=False)
    COMPILED.write_bytes(compiled(made))
    untold = sum(not any(m.string if isinstance(m.string, tuple) else (m.string,)) for m in made)
    return len(wanted), untold


def compiled(read: Catalog) -> bytes:
    """Return the catalogue as programs read it, set as French is: click reads it by itself."""
    from babel.messages.mofile import write_mo

    from archrepo.resources.typography import in_language

    made = _Catalogue(locale="fr")
    for message in read:
        if message.id and isinstance(message.string, str):
            made.add(message.id, str(in_language(message.string, "fr")))
        elif message.id and message.string:
            made.add(message.id, tuple(str(in_language(one, "fr")) for one in message.string))
    content = io.BytesIO()
    write_mo(content, made)
    return content.getvalue()


class _Catalogue(Catalog):
    """A catalogue whose header says nothing of when and by whom it was written."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [h for h in super()._get_mime_headers() if h[0] in KEPT_HEADERS]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)


HEADER = "# What archrepo says in French: messages, help, and the words of click."
KEPT_HEADERS = {
    "Content-Type",
    "Content-Transfer-Encoding",
    "Language",
    "MIME-Version",
    "Plural-Forms",
}

if __name__ == "__main__":
    total, missing = update()
    print(f"{total} messages, {missing} without translation")
