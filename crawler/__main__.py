"""`python -m crawler` is `dangjian`."""

from crawler.cli import main

main(prog_name="dangjian")
