-- 在纯 sqlite3 里按词搜索：两个字直接写，更多的字拆成相连的双字。用简体字；字母与数字另用引号，小写。
-- Finds a word of any length in plain sqlite3: its overlapping pairs of characters, one after another, as a phrase.
-- Simplified characters; Latin words and numbers stand in quotation marks of their own, in lower case.
WITH RECURSIVE
  word(w) AS (VALUES ('红色动员令')),
  pairs(n, list) AS (
    SELECT 1, substr(w, 1, 2) FROM word
    UNION ALL
    SELECT n + 1, list || ' ' || substr(w, n + 1, 2) FROM pairs, word WHERE n < length(w) - 1
  )
SELECT a.published_date, a.headline, a.source, a.url
FROM articles_fts f JOIN articles a ON a.id = f.rowid
WHERE articles_fts MATCH (SELECT '"' || list || '"' FROM pairs ORDER BY n DESC LIMIT 1)
ORDER BY f.rowid DESC
LIMIT 20;
