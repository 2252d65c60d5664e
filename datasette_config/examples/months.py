"""一个词每月占文章的比例，表格输出。The share of articles with a word, month by month, as CSV.

With pandas: pandas.read_sql(QUERY, db, params=[phrase(word)]).
"""

import csv
import sqlite3
import sys

QUERY = """
WITH found AS (
  SELECT strftime('%Y-%m', 2415020.5 + (rowid >> 24)) AS month, count(*) AS articles
  FROM articles_fts WHERE articles_fts MATCH ? GROUP BY 1
), everything AS (
  SELECT substr(date, 1, 7) AS month, sum(articles) AS articles FROM article_days WHERE date <> '' GROUP BY 1
)
SELECT month, coalesce(found.articles, 0) AS articles, everything.articles AS all_articles
FROM everything LEFT JOIN found USING (month) ORDER BY month
"""


def phrase(word):
    return '"' + " ".join(word[i : i + 2] for i in range(max(1, len(word) - 1))) + '"'


if __name__ == "__main__":
    db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    table = csv.writer(sys.stdout)
    table.writerow(["month", "articles", "all_articles"])
    table.writerows(db.execute(QUERY, [phrase(sys.argv[2])]))
