"""Finishes an SVG by Graphviz: a tooltip element for each part, plain ids, a document title."""

from __future__ import annotations

import re

_PROLOGUE = re.compile(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<!--.*?-->\s*", re.DOTALL)
_GRAPH = re.compile(r'(<g id="graph0" class="graph"[^>]*>)\s*<title>(.*?)</title>', re.DOTALL)
_NODE = re.compile(
    r'(<g id="[^"]*" class="(?:node|edge|cluster)">)\s*<title>.*?</title>', re.DOTALL
)
_TWICE = re.compile(r'(<g id="([^"]*)" class="(?:node|edge|cluster)">)\s*<g id="\2">')
_ANCHOR = re.compile(r"<a(?P<attributes>\s[^>]*)?>|</a>")
_FAMILY = re.compile(r' font-family="([^"]*)"')
_TOOLTIP = re.compile(r'\s*xlink:title="([^"]*)"')


def finished(svg: bytes) -> bytes:
    """Return `svg` with `<title>` elements in the place of Graphviz's titled anchors.

    An anchor that only carries a tooltip becomes the group's title; one that links stays and gets
    its title inside. The font, the same all over, is said once. Ids lose the `a_` that Graphviz
    puts before those of anchors. What changes from one version of Graphviz to another (comments,
    document type) is left out.
    """
    text = _PROLOGUE.sub("", svg.decode("utf-8"))
    text = _NODE.sub(r"\1", text)
    text = _anchors(text).replace('<g id="a_', '<g id="')
    text = _TWICE.sub(r"\1\n<g>", text)
    found = _GRAPH.search(text)
    title = found[2] if found else ""
    text = _GRAPH.sub(r"\1", text)
    family = _FAMILY.search(text)
    said = family[0] if family else ""  # of all text, once instead of on every piece of it
    text = text.replace(said, "") if said else text
    text = re.sub(
        r"<svg\b([^>]*)>",
        lambda m: f'<svg{m[1]}{said} role="img">\n<title>{title}</title>',
        text,
        count=1,
    )
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text.rstrip() + "\n").encode()


def _anchors(text: str) -> str:
    kept: list[bool] = []

    def replaced(match: re.Match[str]) -> str:
        if match[0] == "</a>":
            return "</a>" if kept.pop() else ""
        attributes = match["attributes"] or ""
        tooltip = _TOOLTIP.search(attributes)
        title = f"<title>{tooltip[1]}</title>" if tooltip and tooltip[1] else ""
        links = "xlink:href" in attributes
        kept.append(links)
        return f"<a{_TOOLTIP.sub('', attributes)}>{title}" if links else title

    return _ANCHOR.sub(replaced, text)
