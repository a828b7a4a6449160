"""The pages of a site: one HTML file that holds everything, or a folder that loads as it goes.

Nothing is asked from outside, and the page's own policy forbids it; every text goes in as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import LIGHT
from archrepo.render.site.blocks import blocks_of
from archrepo.resources import resource_root, resource_text
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.site.site_content import SiteContent
    from archrepo.domain.metamodel import Metamodel

_INSIDE = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def one_page(content: SiteContent, metamodel: Metamodel, lang: str) -> str:
    """Return the whole site as one HTML file."""
    blocks = [(name, _json(data)) for name, data in blocks_of(content, metamodel, lang)]
    return _page(content, lang, blocks, scripts=f"'{_digest(_script())}'")


def many_files(content: SiteContent, metamodel: Metamodel, lang: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the site, for a folder opened without a server."""
    yield "index.html", _page(content, lang, [], scripts=f"file: 'self' '{_digest(_script())}'")
    for name, data in blocks_of(content, metamodel, lang):
        yield f"data/{name}.js", f"archrepo({json.dumps(name)},{_json(data)});\n"


def _json(data: Any) -> str:
    """Return data as JSON that no HTML parser reads anything into."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_INSIDE)


def _page(content: SiteContent, lang: str, blocks: list[tuple[str, str]], scripts: str) -> str:
    words = topic_words("site", lang)
    style = _style()
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    rendered: str = _template().render(
        lang=lang,
        title=one_line(content.title) or words["portfolio"],
        subtitle=words["as_of"].format(day=content.at),
        policy=policy,
        words=words,
        style=style,
        script=_script(),
        blocks=blocks,
    )
    return rendered


@cache
def _style() -> str:
    """Return the pages' style, with the colours that the pictures of the map have."""
    tones = [
        f".t-{name} {{ background: {paint.fill}; color: {paint.text}; border-color: {paint.border};"
        f"{' border-style: dashed;' if paint.dashed else ''} }}\n"
        for name, paint in LIGHT.tones.items()
    ]
    return resource_text("models", "site", "style.css") + "".join(tones)


@cache
def _script() -> str:
    """Return the pages' script: its files in the order of their names, closed to the outside."""
    folder = resource_root("models").joinpath("site")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".js"))
    parts = [folder.joinpath(name).read_text(encoding="utf-8") for name in names]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def _digest(text: str) -> str:
    """Return the digest by which a policy allows just this text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(resource_text("models", "site", "page.html"))
