# 按词搜索下载的档案。Finds a word in a downloaded archive.db; install.packages(c("DBI", "RSQLite")) once.
library(DBI)

phrase <- function(word) {
  n <- nchar(word)
  starts <- seq_len(max(1, n - 1))
  paste0('"', paste(substring(word, starts, pmin(starts + 1, n)), collapse = " "), '"')
}

db <- dbConnect(RSQLite::SQLite(), "archive.db", flags = RSQLite::SQLITE_RO)
found <- dbGetQuery(db, "
  SELECT a.published_date, a.headline, a.source, t.body
  FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN texts t ON t.article = a.id
  WHERE articles_fts MATCH ? ORDER BY f.rowid DESC LIMIT 1000",
  params = list(phrase("不忘初心")))
table(substr(found$published_date, 1, 4))
dbDisconnect(db)
