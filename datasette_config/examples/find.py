"""按词搜索下载的档案，读出标题、署名与正文。Finds a word in a downloaded archive.db; Python 3, nothing to install."""

import sqlite3
import sys


def phrase(word):
    """红色动员 → "红色 色动 动员"; a word of two characters stays as it is."""
    return '"' + " ".join(word[i : i + 2] for i in range(max(1, len(word) - 1))) + '"'


def find(path, word, limit=20):
    """Newest first: day, headline, names with their roles, text."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = db.execute(
        """
        SELECT a.published_date, a.headline, t.body,
          (SELECT group_concat(c.role || ': ' || coalesce(p.name, o.name), '; ') FROM credits c
           LEFT JOIN people p ON p.id = c.person LEFT JOIN organizations o ON o.id = c.organization
           WHERE c.article = a.id) AS names
        FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN texts t ON t.article = a.id
        WHERE articles_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?
        """,
        [phrase(word), limit],
    )
    return rows.fetchall()


if __name__ == "__main__":
    for day, headline, body, names in find(sys.argv[1], sys.argv[2]):
        print(day, headline, names or "", f"{len(body)} 字", sep="\t")
