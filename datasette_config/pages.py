"""Datasette's pages for everybody: names for its fields, regions that a keyboard scrolls, headings in their order."""

from __future__ import annotations

from markupsafe import Markup

_SCROLLED = '<div class="table-wrapper" tabindex="0" role="region" aria-label="行 · Rows">'
# Markup that Datasette 0.65 writes, and what it becomes. What a crawled page said stands escaped and has no `<`.
_INSTEAD = (
    ('<div class="table-wrapper">', _SCROLLED),
    ('<select name="_filter_column', '<select aria-label="列 · Column" name="_filter_column'),
    ('<select name="_filter_op', '<select aria-label="条件 · Condition" name="_filter_op'),
    ('<input type="text" name="_filter_value', '<input type="text" aria-label="值 · Value" name="_filter_value'),
    ('<select name="_sort"', '<select aria-label="排序 · Sort" name="_sort"'),
    ('<label for="_search">Search:</label>', '<label for="_search">搜索 · Search</label>'),
    ('<textarea id="sql-editor"', '<textarea aria-label="SQL" id="sql-editor"'),
    ('<textarea name="sql"', '<textarea aria-label="SQL" name="sql"'),
    ("<h3>", '<h2 class="header3">'),
    ("<h3 ", '<h2 class="header3" '),
    ("</h3>", "</h2>"),
    ('<dl class="column-descriptions">', '<details class="columns"><summary>各列的含义 · Columns</summary><dl>'),
    ("</dl>", "</dl></details>"),
    ("<pre>", '<pre tabindex="0">'),
    ('<pre class="wrapped-sql">', '<pre class="wrapped-sql" tabindex="0">'),
    ('<pre id="sql-query">', '<pre id="sql-query" tabindex="0">'),
    ('class="cross">', 'class="cross" aria-label="× 移除 · Remove">'),
)


def made_readable(content: str, newest: int) -> Markup:
    """Return a page's content with what Datasette leaves out; `newest` rows are counted by a facet."""
    content = str(content)  # Markup would escape what is put in
    for old, new in _INSTEAD:
        content = content.replace(old, new)
    return Markup(content.replace(" (newest)", f" <small>(最新 {newest:,} 行 · newest {newest:,} rows)</small>"))
