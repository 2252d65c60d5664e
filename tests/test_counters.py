"""What a script counts with: pages by any name, and none of what a loop's head counts."""

from __future__ import annotations

import pytest

from spiders.cms.counters import counted_in


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("cur = cur + 1;", {"cur"}),
        ("cur=cur+1;", {"cur"}),
        ("this.cur++; x.load(++nth); no += 1", {"cur", "nth", "no"}),
        ("cur = last + 1; cur = cur + 10; cur += 10; cur = cur + 1.5", set()),
        ("for (var idx = 0; idx < rows.length; idx++) show(rows[idx]);", set()),
        ("for (var idx = 0; idx < 3; idx++) { no++ }", {"no"}),
        ("n++; i++", set()),
        ("var n = 1; function more() { n++; load('/l?n=' + n); }", {"n"}),
        ("let k = 0; function more() { k = k + 1; load(k); }", {"k"}),
        ("var n = 1; n++; function f(e) { var n = 0; n++ }", set()),
        ("var n = 1; n++;" + "f(n);" * 12, set()),
        ("'a' ++ 'b' + 1", set()),
    ],
)
def test_what_is_counted_on(script: str, wanted: set[str]) -> None:
    assert counted_in(script) == wanted
