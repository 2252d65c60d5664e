"""Looks at articles, which found them or did not, and when the next is due: edits and takedowns come soon or seldom.

One look that misses an article raises suspicion, one of a later crawl makes it gone; see `archive.doubt` for others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from archive.captures import RENDERED
from archive.doubt import doubt
from archive.happened import note
from archive.index import Index
from archive.items import Capture, Saved
from archive.witness import witness

# The next day, a week, a month, half a year, and every half year from then on.
AFTER = tuple(timedelta(days=days) for days in (1, 7, 30, 182))
# So that a crawl that starts a little earlier than last night's is still the next day's.
EARLY = timedelta(hours=4)
# An article this young is looked at in every crawl that finds its portal changed.
YOUNG = timedelta(days=1)
# How many looks that found a part of an article alone are followed by another soon.
_SOON_AT_MOST = 3


def next_look(looks: int, looked_at: str) -> str:
    """Return when to look again at what was looked at `looks` times since its text last changed (ISO 8601)."""
    after = AFTER[min(max(looks, 1), len(AFTER)) - 1]
    return (datetime.fromisoformat(looked_at) + after - EARLY).isoformat(timespec="microseconds")


def young_since(now: str) -> str:
    """Return the time from which on an article first seen is young."""
    return (datetime.fromisoformat(now) - YOUNG).isoformat(timespec="microseconds")


class Looks:
    """Writes them; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, index: Index, begin: Callable[[], None]) -> None:
        self.db, self.index, self._begin = db, index, begin
        self._weighed: set[int] = set()  # crawls that were killed, whose looks were doubted since

    def miss(
        self,
        identity: int,
        what: str,
        seen_at: str,
        crawl: int,
        capture: int | None,
        alive: int | None,
        *,
        elsewhere: bool = False,
    ) -> Saved:
        """Write that an article was not there: a first look raises suspicion, one of a later crawl makes it gone.

        `alive` is the capture of another page of the same host at that time; a look without one proves nothing.
        `elsewhere`: it may still stand under another of its names, which is to be asked first.
        """
        status, last_seen = self._write(identity, what, seen_at, crawl, capture, alive)
        self._doubt_killed(identity, last_seen, crawl)
        return self._conclude(identity, status, last_seen, seen_at, capture, elsewhere=elsewhere)

    def has_missed(self, identity: int, crawl: int) -> bool:
        """Whether a crawl has looked at an article in vain."""
        query = "SELECT 1 FROM absences WHERE article = ? AND crawl = ?"
        return self.db.execute(query, [identity, crawl]).fetchone() is not None

    def hold(self, identity: int, what: str, seen_at: str, crawl: int, capture: int) -> Saved:
        """Write that an article was refused, or that a fault stood in its place: that counts only if it lasts."""
        if self.db.execute("SELECT status FROM articles WHERE id = ?", [identity]).fetchone()[0] == "live":
            self._write(identity, what, seen_at, crawl, capture, None)
        else:
            # Next time it is looked at later, as what is gone is.
            self._begin()
            self.look(capture, identity, seen_at, anew=False)
        return Saved(None, "none")

    def _write(
        self, identity: int, what: str, seen_at: str, crawl: int, capture: int | None, alive: int | None
    ) -> tuple[str, str]:
        """Write a look in vain; return the article's status until now, and when it was seen last."""
        self._begin()
        status, last_seen, last_good = self.db.execute(
            "SELECT status, coalesce(last_seen_at, ''), (SELECT max(c.id) FROM captures c WHERE c.article = a.id"
            " AND c.fetched_at <= coalesce(a.last_seen_at, '') AND (c.status IN (200, 304) OR c.status IS NULL))"
            " FROM articles a WHERE id = ?",
            [identity],
        ).fetchone()
        self.db.execute(
            "INSERT OR IGNORE INTO absences (article, crawl, seen_at, what, capture, alive, last_good)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [identity, crawl, seen_at, what, capture, alive, last_good],
        )
        return status, last_seen

    def _doubt_killed(self, identity: int, last_seen: str, crawl: int) -> None:
        """Doubt what has to be doubted of looks of crawls that were killed: these had no end at which that was done."""
        rows = self.db.execute(
            "SELECT x.crawl FROM absences x JOIN crawls k ON k.id = x.crawl JOIN crawls c ON c.portal = k.portal"
            " WHERE x.article = ? AND x.seen_at > ? AND x.alive IS NOT NULL AND k.finished_at IS NULL"
            " AND c.id = ? AND k.id < c.id",
            [identity, last_seen, crawl],
        ).fetchall()
        for (killed,) in rows:
            if killed not in self._weighed:
                self._weighed.add(killed)
                doubt(self.db, killed)

    def take_back(self, identity: int, crawl: int, capture: int) -> None:
        """Undo what a crawl wrote of looks in vain that came after a capture: it shows that the article had moved.

        An article on several pages is read when the last of them is there, after what came between.
        """
        late = "FROM absences WHERE article = ? AND crawl = ? AND capture > ?"
        self.db.execute(
            f"UPDATE captures SET article = NULL WHERE id IN (SELECT capture {late})", [identity, crawl, capture]
        )
        if self.db.execute(f"DELETE {late}", [identity, crawl, capture]).rowcount:
            # Due is what it was: at once since it was missed before.
            self.db.execute(
                "UPDATE articles SET next_look_at = (SELECT max(seen_at) FROM absences WHERE article = id)"
                " WHERE id = ?",
                [identity],
            )

    def prove(self, identity: int, crawl: int, alive: int, *, elsewhere: bool = False) -> Saved:
        """Write what shows that a look of a crawl counts, better than when it was taken; see `miss`.

        What the looks come to is said of the last of them.
        """
        self._begin()
        self.db.execute("UPDATE absences SET alive = ? WHERE article = ? AND crawl = ?", [alive, identity, crawl])
        last = self.db.execute(
            "SELECT x.seen_at, x.capture, a.status, coalesce(a.last_seen_at, '') FROM absences x JOIN articles a"
            " ON a.id = x.article WHERE a.id = ? AND x.seen_at > coalesce(a.last_seen_at, '')"
            " ORDER BY x.seen_at DESC LIMIT 1",
            [identity],
        ).fetchone()
        if last is None:
            return Saved(identity, "none")
        seen_at, capture, status, last_seen = last
        return self._conclude(identity, status, last_seen, seen_at, capture, elsewhere=elsewhere)

    def _conclude(
        self, identity: int, status: str, last_seen: str, seen_at: str, capture: int | None, *, elsewhere: bool
    ) -> Saved:
        """Write what the looks at an article that was not there come to; its status until now is `status`."""
        looks = self.db.execute(
            "SELECT count(*) FROM absences WHERE article = ? AND seen_at > ? AND alive IS NOT NULL",
            [identity, last_seen],
        ).fetchone()[0]
        gone = status == "gone" or (looks >= 2 and not elsewhere)
        # What was taken down comes back soon or seldom, like an edit: the looks begin anew.
        self.look(capture, identity, seen_at, anew=gone and status != "gone", at_once=not gone)
        if status == "gone":
            return Saved(identity, "none")
        if not gone:
            return Saved(identity, "suspected")
        texts = self.index.remove(identity)
        self.db.execute("UPDATE articles SET status = 'gone', gone_at = ? WHERE id = ?", [seen_at, identity])
        self.index.add(identity, texts)
        note(self.db, identity, "takedown", seen_at)
        # It may still stand under the others: there it is an article of its own from now on.
        self.db.execute("DELETE FROM addresses WHERE article = ?", [identity])
        return Saved(identity, "gone")

    def confirm(self, capture: int, unchanged: Capture, crawl: int) -> Saved:
        """Write that a page stands as it did: what its last whole answer said holds by an `unchanged` too, a 304.

        `capture` is its row.
        """
        seen_at = unchanged.fetched_at
        row = self.db.execute(
            "SELECT before.page_kind, before.article, before.id"
            " FROM captures c JOIN captures before ON before.url = c.url"
            " AND before.payload_digest = c.payload_digest AND before.status = 200 AND before.method IS NULL"
            " AND before.id < c.id"
            " AND before.fetched_at < c.fetched_at WHERE c.id = ? ORDER BY before.id DESC LIMIT 1",
            [capture],
        ).fetchone()
        if row is None:
            return Saved(None, "none")
        kind, article, before = row
        self._begin()
        self.db.execute("UPDATE captures SET page_kind = ? WHERE id = ?", [kind, capture])
        if article is None:
            return Saved(None, "none")
        if kind != "article":
            # A page in the article's place that says politely that it is gone, or says nothing.
            query = "SELECT what FROM absences WHERE capture = ?"
            what = (self.db.execute(query, [before]).fetchone() or ("soft 404",))[0]
            alive = witness(self.db, unchanged, capture, what, article)
            return self.miss(article, what, seen_at, crawl, capture, alive)
        return self.see_again(article, seen_at, capture)

    def see_again(self, article: int, seen_at: str, capture: int, *, in_part: bool = False) -> Saved:
        """Write that an article is there, and nothing of what it says now; `in_part`: not all of it could be had."""
        self._begin()
        status = self.db.execute("SELECT status FROM articles WHERE id = ?", [article]).fetchone()[0]
        self.found(article, seen_at, status)
        self.look(capture, article, seen_at, anew=False, in_part=in_part)
        return Saved(article, "back" if status == "gone" else "same")

    def look(
        self,
        capture: int | None,
        article: int,
        seen_at: str,
        *,
        anew: bool,
        at_once: bool = False,
        in_part: bool = False,
    ) -> None:
        """Note a look at an article, and when the next is due: as for a new text, at once, or later and later.

        What was seen `in_part` alone may have changed elsewhere: a few times it is looked at again soon.
        """
        if capture is None:
            return
        fetched, counted = self.db.execute(
            f"SELECT status IS NOT NULL OR {RENDERED}, article FROM captures WHERE id = ?", [capture]
        ).fetchone()
        if counted is not None and not anew:
            return
        self.db.execute("UPDATE captures SET article = ? WHERE id = ?", [article, capture])
        if not fetched:
            return
        looked, next_at = self.db.execute("SELECT looks, next_look_at FROM articles WHERE id = ?", [article]).fetchone()
        # A look before its time, as of a crawl that looks at everything, brings no later one forward; one that only
        # makes suspicious stands for none: what is found all the same is as young as it was.
        looks = 1 if anew else looked + (not at_once and (next_at is None or seen_at >= next_at))
        due = seen_at if at_once else next_look(1 if in_part and looks <= _SOON_AT_MOST else looks, seen_at)
        self.db.execute("UPDATE articles SET looks = ?, next_look_at = ? WHERE id = ?", [looks, due, article])

    def recount(self, article: int, since: str) -> None:
        """Count the looks at an article anew whose text has stood since a time, whatever was taken for another."""
        rows = self.db.execute(
            f"SELECT fetched_at FROM captures WHERE article = ? AND (status IN (200, 304) OR {RENDERED})"
            " AND page_kind = 'article' AND fetched_at > ? ORDER BY fetched_at",
            [article, since],
        ).fetchall()
        looks, due = 1, next_look(1, since)
        for (seen_at,) in rows:
            looks += seen_at >= due
            due = next_look(looks, seen_at)
        self.db.execute("UPDATE articles SET looks = ?, next_look_at = ? WHERE id = ?", [looks, due, article])

    def found(self, article: int, seen_at: str, status: str) -> None:
        """Write that an article with a status was there at a time."""
        texts = self.index.remove(article) if status == "gone" else None
        self.db.execute(
            "UPDATE articles SET last_seen_at = max(coalesce(last_seen_at, ''), ?), status = 'live', gone_at = NULL"
            " WHERE id = ?",
            [seen_at, article],
        )
        if texts is not None:
            self.index.add(article, texts)
            note(self.db, article, "return", seen_at)
