-- The documented schema: what an empty database holds after every migration (a test compares the two).
-- Times are ISO 8601 with offset; keys are made from the canonical URL, never from the order of insertion.

CREATE TABLE portals (
  name TEXT PRIMARY KEY,             -- spider name, or the host for a portal crawled by address
  title TEXT,
  sponsor TEXT,                      -- 主办单位
  home TEXT,
  region TEXT,                       -- ISO 3166-2, CN-SN
  level TEXT,
  cms TEXT                           -- publishing system (建站系统)
);

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,          -- from the canonical URL; stable across rebuilds
  portal TEXT NOT NULL REFERENCES portals(name),
  url TEXT NOT NULL,
  kicker TEXT,                       -- 引题
  headline TEXT,                     -- 主题
  deck TEXT,                         -- 副题
  lead TEXT,                         -- the first 80 characters of the body
  byline TEXT,                       -- 署名, verbatim
  source TEXT,                       -- 来源
  source_url TEXT,
  published_at TEXT,                 -- as precise as the page; where it prints none, the day that its lists have
  published_date TEXT,               -- its day
  section TEXT,                      -- last entry of the breadcrumb
  genre TEXT,
  char_count INTEGER NOT NULL,       -- characters of the body
  status TEXT NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'gone')),
  first_seen_at TEXT,
  last_seen_at TEXT,
  gone_at TEXT,
  revision_count INTEGER NOT NULL DEFAULT 1,
  reprint_of INTEGER REFERENCES articles(id),
  capture INTEGER REFERENCES captures(id),     -- the last capture with this text
  credit_line_raw TEXT,              -- the 来源 / 时间 / 责编 line, verbatim
  previous_url TEXT,
  next_url TEXT,
  keywords TEXT,                     -- JSON array
  encoding TEXT,                     -- encoding the page was read in
  undecodable INTEGER NOT NULL DEFAULT 0,      -- characters that could not be decoded
  looks INTEGER NOT NULL DEFAULT 0,  -- captures of its address since its text last changed
  next_look_at TEXT                  -- when a crawl looks at it again; null for one that was imported
);
CREATE INDEX articles_published ON articles(published_date, id);
CREATE INDEX articles_portal ON articles(portal, published_date);
CREATE INDEX articles_source ON articles(source);
CREATE INDEX articles_section ON articles(section);
CREATE INDEX articles_status ON articles(status);
CREATE INDEX articles_url ON articles(url);
CREATE INDEX articles_displaced ON articles(published_date)
  WHERE id >> 24 <> coalesce(CAST(julianday(published_date) - 2415020.5 AS INTEGER), min(id >> 24, 4095));
CREATE INDEX articles_look ON articles(portal, next_look_at);

-- Further addresses of articles: of the script that makes the page which is a file, too.
CREATE TABLE addresses (
  key TEXT PRIMARY KEY,              -- from the address, as an article's key is
  url TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles(id)
) WITHOUT ROWID;
CREATE INDEX addresses_article ON addresses(article);

-- How many articles of how many characters each portal has from each day.
CREATE TABLE article_days (
  portal TEXT NOT NULL REFERENCES portals(name),
  date TEXT NOT NULL,                -- day of publication; empty for the undated
  articles INTEGER NOT NULL,
  characters INTEGER NOT NULL,       -- of their bodies
  PRIMARY KEY (portal, date)
) WITHOUT ROWID;

CREATE TABLE texts (
  article INTEGER PRIMARY KEY REFERENCES articles(id),
  body TEXT NOT NULL,                -- plain text, one paragraph a line
  crossheads TEXT NOT NULL DEFAULT '[]'        -- JSON array: the lines of the body that are 小标题
);

CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  number INTEGER NOT NULL,           -- 1 is the first text seen
  seen_at TEXT,
  change TEXT NOT NULL,              -- first, typo, correction, rewrite, metadata
  kicker TEXT,
  headline TEXT,
  deck TEXT,
  body TEXT,
  byline TEXT,
  source TEXT,
  published_at TEXT,
  credits TEXT NOT NULL DEFAULT '[]',          -- JSON array of role, role_label, name, organization
  text_digest TEXT NOT NULL,         -- sha256 of kicker, headline, deck and body
  capture INTEGER REFERENCES captures(id),
  lacks_parts INTEGER NOT NULL DEFAULT 0,      -- 1: further pages of the article could not be had with it
  UNIQUE (article, number)
);
CREATE INDEX revisions_seen ON revisions(seen_at);

-- What happened to articles after they were first seen.
CREATE TABLE changes (
  article INTEGER NOT NULL REFERENCES articles(id),
  number INTEGER NOT NULL,           -- the revision it made; the one that was taken down or came back
  kind TEXT NOT NULL,                -- typo, correction, rewrite, metadata, takedown, return
  seen_at TEXT NOT NULL,
  portal TEXT NOT NULL REFERENCES portals(name),
  PRIMARY KEY (article, number, kind, seen_at)
) WITHOUT ROWID;
CREATE INDEX changes_seen ON changes(seen_at);
CREATE INDEX changes_portal ON changes(portal, seen_at);
CREATE INDEX changes_kind ON changes(kind, seen_at);
CREATE INDEX changes_portal_kind ON changes(portal, kind, seen_at);

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE organizations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE credits (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  role TEXT NOT NULL,
  role_label TEXT,                   -- as printed: 责任编辑, 责编 …
  person INTEGER REFERENCES people(id),
  organization INTEGER REFERENCES organizations(id),
  position INTEGER NOT NULL,
  raw TEXT
);
CREATE INDEX credits_article ON credits(article);
CREATE INDEX credits_person ON credits(person, role);
CREATE INDEX credits_organization ON credits(organization, role);

-- How many articles credit a name in a role: all in all, and by portal and year of publication (empty for the undated).
CREATE TABLE people_roles (
  person INTEGER NOT NULL REFERENCES people(id),
  role TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (person, role)
) WITHOUT ROWID;
CREATE INDEX people_roles_most ON people_roles(role, articles);

CREATE TABLE people_years (
  person INTEGER NOT NULL REFERENCES people(id),
  role TEXT NOT NULL,
  portal TEXT NOT NULL REFERENCES portals(name),
  year TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (person, role, portal, year)
) WITHOUT ROWID;

CREATE TABLE organizations_roles (
  organization INTEGER NOT NULL REFERENCES organizations(id),
  role TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (organization, role)
) WITHOUT ROWID;
CREATE INDEX organizations_roles_most ON organizations_roles(role, articles);

CREATE TABLE organizations_years (
  organization INTEGER NOT NULL REFERENCES organizations(id),
  role TEXT NOT NULL,
  portal TEXT NOT NULL REFERENCES portals(name),
  year TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (organization, role, portal, year)
) WITHOUT ROWID;

-- The key comes first: of a table WITHOUT ROWID where it does not, SQLite 3.40 says that it has NULLs.
CREATE TABLE article_sections (
  article INTEGER NOT NULL REFERENCES articles(id),
  depth INTEGER NOT NULL,            -- 0 is the first entry after 首页
  section TEXT NOT NULL,
  PRIMARY KEY (article, depth)
) WITHOUT ROWID;
CREATE INDEX article_sections_section ON article_sections(section);

CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  kind TEXT NOT NULL CHECK (kind IN ('image', 'attachment')),
  url TEXT NOT NULL,
  caption TEXT,
  alt TEXT,
  position INTEGER NOT NULL,
  paragraph INTEGER,                 -- lines of the body that stand before it
  capture INTEGER REFERENCES captures(id)
);
CREATE INDEX assets_article ON assets(article);
CREATE INDEX assets_url ON assets(url);

CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  status INTEGER,                    -- HTTP status; null for what came by no HTTP: an imported article (mime
                                     -- …article+json), a page as a browser rendered it (mime text/html)
  mime TEXT,
  payload_digest TEXT NOT NULL,      -- sha1: and base32, as in the WARC; of a 304, of the bytes that still stand
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL,      -- bytes
  warc_length INTEGER NOT NULL,      -- bytes, compressed
  etag TEXT,
  last_modified TEXT,
  crawl INTEGER REFERENCES crawls(id),
  page_kind TEXT,                    -- what extraction took it for
  article INTEGER REFERENCES articles(id),
  payload_of INTEGER REFERENCES captures(id),  -- the capture that holds the bytes; null: this one; its own id: none does
  method TEXT,                       -- by which it was asked for, POST; null is GET
  location TEXT,                     -- the address that it redirects to
  UNIQUE (warc_file, warc_offset)
);
CREATE INDEX captures_url ON captures(url, fetched_at);
CREATE INDEX captures_article ON captures(article);
CREATE INDEX captures_payload ON captures(payload_digest);
CREATE INDEX captures_location ON captures(location) WHERE location IS NOT NULL;

-- What was listed and what came of it, as it stood when the portal's last crawl ended.
CREATE TABLE coverage (
  portal TEXT NOT NULL REFERENCES portals(name),
  section TEXT NOT NULL,             -- empty where none is known
  date TEXT NOT NULL,                -- day of publication, as the list or the article prints it; empty if neither does
  listed INTEGER NOT NULL DEFAULT 0, -- addresses of articles that were found
  fetched INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0, -- could not be had: the server's fault or the network's
  blocked INTEGER NOT NULL DEFAULT 0,          -- refused: robots.txt, 403, a firewall's page
  articles INTEGER NOT NULL DEFAULT 0,         -- of those fetched, still there
  PRIMARY KEY (portal, section, date)
) WITHOUT ROWID;

CREATE TABLE crawls (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,          -- portal and time, as in the name of its WARC file
  portal TEXT NOT NULL REFERENCES portals(name),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT,                      -- finished, limited, interrupted, failed; null while it runs or when it was killed
  pages INTEGER NOT NULL DEFAULT 0,
  articles_new INTEGER NOT NULL DEFAULT 0,
  articles_changed INTEGER NOT NULL DEFAULT 0,
  articles_gone INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  health TEXT,                       -- ok, or what a person should look at
  unknown_labels TEXT,               -- JSON object: credit labels of no known role, with the number of articles
  validators TEXT,                   -- lied: an ETag or Last-Modified stayed while its page changed
  barren TEXT,                       -- JSON object: kinds of address without end that led nowhere, and when to try again
  not_asked TEXT                     -- JSON object: kinds of address that led nowhere, with the number not asked for
);
CREATE INDEX crawls_portal ON crawls(portal, started_at);

-- A look at an article's address that found no article there: two, in two crawls, make a takedown.
CREATE TABLE absences (
  article INTEGER NOT NULL REFERENCES articles(id),
  crawl INTEGER NOT NULL REFERENCES crawls(id),
  seen_at TEXT NOT NULL,
  what TEXT NOT NULL,                -- what stands there now: 404, 410, redirect, soft 404, emptied; what counts
                                     -- only where it lasts: 401, 403, 451, fault
  capture INTEGER REFERENCES captures(id),     -- the look itself
  alive INTEGER REFERENCES captures(id),       -- another page of the same host that came within the hour before; null
                                               -- for a look that does not count
  last_good INTEGER REFERENCES captures(id),   -- the last capture with the article on it
  PRIMARY KEY (article, crawl)
) WITHOUT ROWID;
CREATE INDEX absences_crawl ON absences(crawl);

-- The day that a list prints beside a story which prints none, or is not read yet.
CREATE TABLE listed_days (
  key TEXT PRIMARY KEY,              -- as that of its article
  date TEXT NOT NULL                 -- the earliest that a list has
) WITHOUT ROWID;

-- Addresses that pages name as their own, and the page that was read in their place.
CREATE TABLE canonicals (
  key TEXT PRIMARY KEY,              -- of the address named, as that of its article
  url TEXT NOT NULL,                 -- of the page that was read last
  refused INTEGER NOT NULL DEFAULT 0 -- 1: shown to be no name of theirs
) WITHOUT ROWID;

-- Sentences that stood on an article's page at one look of a crawl and not at another: tips that are drawn anew.
CREATE TABLE unsteady (
  portal TEXT NOT NULL REFERENCES portals(name),
  sentence TEXT NOT NULL,            -- its sha256
  article TEXT NOT NULL,             -- the article's key
  crawl INTEGER NOT NULL REFERENCES crawls(id),          -- the first that found it so
  PRIMARY KEY (portal, sentence, article)
) WITHOUT ROWID;

-- The crawl's own: what is still to be fetched, and what could not be. Not made from captures.
CREATE TABLE frontier (
  portal TEXT NOT NULL,
  unit INTEGER NOT NULL,             -- from method, address and body
  url TEXT NOT NULL,
  request TEXT,                      -- JSON: what else is needed to ask again
  priority INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed', 'blocked')),
  section TEXT,                      -- where it was listed, and the day printed there
  date TEXT,
  why TEXT,                          -- why it could not be had
  tries INTEGER NOT NULL DEFAULT 0,  -- crawls in which it could not
  PRIMARY KEY (portal, unit)
) WITHOUT ROWID;
CREATE INDEX frontier_state ON frontier(portal, state, priority DESC);

-- The walk through a portal that its frontier belongs to, until it comes to its end.
CREATE TABLE rounds (
  portal TEXT PRIMARY KEY,
  started_at TEXT NOT NULL,
  listed_at TEXT NOT NULL            -- when its lists were last asked for from the beginning
);

-- Overlapping bigrams made by archive/bigrams.py over kicker, headline, deck (title), body and the credited people (names);
-- in `fields` tokens that no text contains, for author:, editor:, source: and the like (archive/fields.py).
-- Plain SQL: a word of two characters matches as it stands; of more, as a phrase of its bigrams.
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, body, names, fields, content='', tokenize='unicode61 remove_diacritics 0'
);

-- What readers of the file need to know about it: splitter_version of the index.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE VIEW articles_with_text AS
  SELECT articles.*, texts.body, texts.crossheads FROM articles JOIN texts ON texts.article = articles.id;
