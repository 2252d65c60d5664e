"""What the help page says."""

from __future__ import annotations

ZH = {
    "help": "搜索说明",
    "help_intro": "搜索在标题（含引题、副题）、正文和署名中进行，找到的恰好是含有所找词语的文章，不多也不少。不必"
    "分词，两个字的词可以直接搜索。",
    "help_write": "这样写",
    "help_finds": "找到这样的文章",
    "help_word": "含有这个词",
    "help_all": "两个词都有",
    "help_phrase": "这些字连在一起；空格和标点不计",
    "help_any": "至少有其中一个词；OR 要大写",
    "help_not": "有前一个词，没有后一个；也可以写成 NOT 扶贫",
    "help_group": "括号里的先算",
    "help_title": "标题、引题或副题中有这个词",
    "help_body": "正文中有这个词",
    "help_author": "作者、记者、通讯员、摄影、翻译等姓名中有这些字",
    "help_editor": "编辑、校对、审核者姓名中有这些字",
    "help_names": "任何一种署名中有这些字",
    "help_source": "来源的名称中有这些字",
    "help_org": "供稿等单位的名称中有这些字",
    "help_field_group": "对括号里的每个词都有效",
    "help_prefix": "以这些字母或数字开头的词，如 digital；星号只用于字母和数字",
    "help_chinese_fields": "冒号前也可以写中文：标题、正文、作者、编辑、署名、来源、单位，如“标题：抗疫”。",
    "help_same": "哪些写法算作相同",
    "help_same_scripts": "简体与繁体：搜“党建”也找到“黨建”，反之亦然。",
    "help_same_widths": "全角与半角：搜“G20”也找到“Ｇ２０”。",
    "help_same_cases": "字母的大写与小写。",
    "help_same_punctuation": "词组中的标点：“不忘初心、牢记使命”也找到“不忘初心，牢记使命”；但没有标点的“初心牢记"
    "”不跨标点。",
    "help_same_latin": "字母和数字的词要写全：搜“20”找不到“2020”，搜“2020”找到“2020年”。",
    "help_order": "排序与篇数",
    "help_order_text": "“最新在前”按发布的日期和时间排列。“最相关在前”先列标题含有所找词语的文章，再看词语出现的"
    "次数和文章的长短；结果很多时只排列最新的一部分，页面上会说明。",
    "help_estimates": "篇数很大时，页面先给出抽样的估计，写作“约”，随后自动换成确切的数字；如果仍然太慢，就保留估计。",
    "help_one_character": "超过 {n} 篇的档案不能单搜一个字，星号前至少要有三个字母或数字。",
    "help_files": "取用结果",
    "help_files_text": "每次搜索的结果都可以取为 CSV、NDJSON（含全文）、JSON 和 Atom 订阅，地址与页面相同，只是以"
    " /search.csv 等开头。每个文件最多 {n} 篇；还有更多时，HTTP 头 X-Complete 为 no，头 Link（rel=next）和 "
    "JSON 的 next 给出下一个文件的地址；按相关度排列时只有已排列的那些。文件的大小和 SHA-256 校验值在 HTTP 头"
    " Content-Length 和 Repr-Digest 里。",
    "help_csv": "CSV 中以 = + - @ 等开头的内容，前面加一个撇号（'），以免表格软件当作公式；本来以撇号开头的也加一"
    "个。去掉开头的一个撇号，就是原文。",
}

EN = {
    "help": "How to search",
    "help_intro": "A search looks at titles (with kicker and deck), texts and credited names. It finds the "
    "articles that contain what was typed, all of them and no others. Chinese needs no spaces; two "
    "characters are enough.",
    "help_write": "Write",
    "help_finds": "to find articles",
    "help_word": "with this word",
    "help_all": "with both words",
    "help_phrase": "with these characters one after another; spaces and punctuation do not count",
    "help_any": "with one of the words at least; OR in capitals",
    "help_not": "with the first and without the second; NOT 扶贫 is the same",
    "help_group": "parentheses come first",
    "help_title": "with the word in headline, kicker or deck",
    "help_body": "with the word in the text",
    "help_author": "with these characters in the name of an author, reporter, correspondent, photographer or "
    "translator",
    "help_editor": "with these characters in the name of an editor, proofreader or approver",
    "help_names": "with these characters in any credited name",
    "help_source": "with these characters in the name of the source",
    "help_org": "with these characters in the name of a credited organisation",
    "help_field_group": "the field holds for every word in the parentheses",
    "help_prefix": "with words that begin so, such as digital; an asterisk is for letters and digits only",
    "help_chinese_fields": "The fields have Chinese names too: 标题, 正文, 作者, 编辑, 署名, 来源, 单位.",
    "help_same": "What is taken for the same",
    "help_same_scripts": "Simplified and traditional characters: 党建 finds 黨建, and the other way round.",
    "help_same_widths": "Full width and half width: G20 finds Ｇ２０.",
    "help_same_cases": "Capital and small letters.",
    "help_same_punctuation": "Punctuation inside a phrase: “不忘初心、牢记使命” finds “不忘初心，牢记使命”; "
    "without it, 初心牢记 does not reach across.",
    "help_same_latin": "Words of letters or digits are whole: 20 does not find 2020, 2020 finds 2020年.",
    "help_order": "Order and numbers",
    "help_order_text": "Newest first goes by day and time of publication. Most relevant first lists what has the "
    "words in its title, then goes by how often they occur and how long the text is; of very many articles "
    "only the newest are ranked, and the page says so.",
    "help_estimates": "Where very many articles are found, the page shows estimates from a sample, marked “about”"
    ", and fills in the exact numbers a moment later; where that is too slow as well, the estimates stay.",
    "help_one_character": "In an archive of more than {n} articles one character alone cannot be searched for, "
    "and three letters or digits stand before an asterisk.",
    "help_files": "Taking results along",
    "help_files_text": "Every result can be had as CSV, NDJSON (with texts), JSON and Atom feed: the address is "
    "that of the page, beginning with /search.csv and so on. A file has at most {n} articles; where there "
    "are more, the HTTP header X-Complete is no, and the header Link (rel=next) and “next” in the JSON have "
    "the address of the next file. By relevance there are only those that were ranked. Size and SHA-256 checksum of a "
    "file stand in the HTTP headers Content-Length and Repr-Digest.",
    "help_csv": "In the CSV, what begins with = + - @ and the like has an apostrophe (') before it, so that no "
    "spreadsheet takes it for a formula; what begins with an apostrophe has one more. Take the first one off "
    "to have the original.",
}
