"""What the page of the data says."""

from __future__ import annotations

ZH = {
    "data_lead": "整个档案是一个 SQLite 文件，任何 sqlite3、DB Browser 或 pandas 都能打开，不需要扩展。",
    "data_download": "下载",
    "data_file": "文件",
    "data_size": "大小",
    "data_date": "时间",
    "data_sha256": "SHA-256 校验值",
    "data_computing": "正在计算，稍后刷新",
    "data_no_checksum": "采集进行中，结束后计算",
    "data_database_note": "文章、正文、各个版本、署名、采集记录、覆盖情况和全文索引都在里面；"
    "原始网页在 WARC 文件里，不在其中。下载的是开始下载那一刻的完整数据库，其间的写入不影响它；中断后可以续传。",
    "data_writing": "有采集正在写入。下载会等到两次写入之间；如果等不到，会请你稍后再试。",
    "data_busy": "采集正在写入，暂时不能下载",
    "data_busy_hint": "数据库文件里还缺最近的写入。请过一会儿再试；能登录这台机器的人可以用"
    " sqlite3 archive.db \"VACUUM INTO 'copy.db'\" 得到完整的副本。",
    "data_exports": "导出的数据集",
    "data_exports_none": "exports 文件夹里还没有文件。",
    "data_exports_more": "另有 {n} 个较早的文件没有列出。",
    "data_json": "以上各文件的 JSON 清单",
    "data_results": "下载任何查询结果",
    "data_results_search": "搜索结果可以整批下载，网址里写着查询条件：",
    "data_results_tables": "每张数据表、每个 SQL 查询也都可以下载，或由程序读取：",
    "data_queries": "现成的查询和 SQL",
    "data_cite": "如何引用",
    "data_cite_note": "写明数据的日期；如需他人能核对，附上校验值。引用单篇文章，请用文章页上的引文。",
    "data_examples": "示例",
    "data_examples_note": "索引里的中文拆成相连的双字。两个字的词照写即可，更长的词拆成双字，放进一对引号。",
    "data_dictionary": "数据词典",
    "data_column": "列",
    "data_type": "类型",
    "data_meaning": "说明",
    "data_rows": "表格",
}

EN = {
    "data_lead": "The archive is one SQLite file. Any sqlite3, DB Browser or pandas opens it, without extensions.",
    "data_download": "Download",
    "data_file": "File",
    "data_size": "Size",
    "data_date": "Date",
    "data_sha256": "SHA-256 checksum",
    "data_computing": "being computed; reload in a while",
    "data_no_checksum": "a crawl is writing; computed when it has ended",
    "data_database_note": "Articles, texts, revisions, credits, captures, coverage and the full-text index are in it; "
    "the pages as they came are in the WARC files and not in it. What you get is the whole database of the moment when "
    "the download begins, whoever writes meanwhile. A download that broke off can be resumed.",
    "data_writing": "A crawl is writing. A download waits for a pause, and asks you to come back where there is none.",
    "data_busy": "A crawl is writing: no download at the moment",
    "data_busy_hint": "The file lacks what was written last. Try again in a while; whoever has access to the "
    "machine gets a whole copy with sqlite3 archive.db \"VACUUM INTO 'copy.db'\".",
    "data_exports": "Exported data sets",
    "data_exports_none": "There is no file in the folder exports yet.",
    "data_exports_more": "{n} older files are not listed.",
    "data_json": "these files as JSON",
    "data_results": "Any result set",
    "data_results_search": "What a search finds can be downloaded whole; the address says what was asked:",
    "data_results_tables": "Every table and every SQL query can be downloaded too, or read by a program:",
    "data_queries": "Ready-made queries and SQL",
    "data_cite": "How to cite",
    "data_cite_note": "Name the date of the data, and the checksum where others shall be able to check. For a single "
    "article use the citation on its page.",
    "data_examples": "Examples",
    "data_examples_note": "In the index Chinese stands as overlapping pairs of characters. A word of two characters is "
    "searched as it is, a longer one as its pairs within one pair of quotation marks.",
    "data_dictionary": "Data dictionary",
    "data_column": "Column",
    "data_type": "Type",
    "data_meaning": "Meaning",
    "data_rows": "table",
}
