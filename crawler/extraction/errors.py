"""What extraction may raise: nothing.

    (no exceptions)   extract_article, parse, decode, canonical_url and page_state answer for any bytes and any address.

A page that cannot be read is a page of kind `other` whose fields are empty.
"""
