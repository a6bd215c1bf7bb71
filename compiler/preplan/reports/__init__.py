"""Say findings in one format each: every module here has `report(findings, lang, line=…, colour=…)`.

`line(file, number)` returns the text of a source line, empty where there is none; a format takes what it needs.
"""
