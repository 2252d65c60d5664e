-- 含有某词的文章，每年几篇，占当年全部文章的几成。编号随发布日期增长，所以不必读文章表。
-- Articles with a word, by year, and their share of all articles of the year.
-- Ids grow with the day of publication (id >> 24 are days since 1900), so the index alone answers.
WITH
  found AS (
    SELECT strftime('%Y', 2415020.5 + (rowid >> 24)) AS year, count(*) AS articles
    FROM articles_fts WHERE articles_fts MATCH '"党建"' GROUP BY 1
  ),
  everything AS (
    SELECT substr(date, 1, 4) AS year, sum(articles) AS articles FROM article_days WHERE date <> '' GROUP BY 1
  )
SELECT year, found.articles, round(100.0 * found.articles / everything.articles, 2) AS percent
FROM found JOIN everything USING (year)
ORDER BY year;
