"""Classes of mistakes in the writing: YAML, fields, values, ids and references."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from preplan.diagnostics import Text
from preplan.model import Item, Node, kinds

from .clean import MARK, Clean, Edit, Value, children
from .plant import ID, KEY, VALUE, Edits, Fault

THE_ID = Text("编号", "the id")
EACH_REFERENCE = Text("每一处引用", "every reference to it")


# YAML


def tab(clean: Clean) -> Edits:
    """Indent a line with a tab."""
    for mapping, name in _fields(clean):
        start = clean.key(mapping, name)
        column = clean.column(mapping, name)
        if column >= 2:
            yield (clean.edit(mapping, start - column, start, f"{MARK}\t"),)


def unclosed_quote(clean: Clean) -> Edits:
    """Open a quotation and forget to close it."""
    for value in clean.texts_of():
        yield (clean.set(value, to=f'{MARK}"{value.data}'),)


def unclosed_bracket(clean: Clean) -> Edits:
    """Forget the bracket at the end of a list."""
    for value in clean.values():
        if isinstance(value.data, list) and value.data and clean.raw(value).startswith("["):
            yield clean.mark(value), clean.edit(value, clean.end(value) - 1, clean.end(value), "")


def unclosed_brace(clean: Clean) -> Edits:
    """Forget the brace at the end of a mapping."""
    for value in clean.values():
        if isinstance(value.data, dict) and clean.raw(value).startswith("{"):
            yield clean.mark(value), clean.edit(value, clean.end(value) - 1, clean.end(value), "")


def missing_colon(clean: Clean) -> Edits:
    """Forget the colon behind a name."""
    yield from _other_colon(clean, " ")


def colon_without_space(clean: Clean) -> Edits:
    """Forget the space behind a colon."""
    yield from _other_colon(clean, ":")


def full_width_colon(clean: Clean) -> Edits:
    """Write the colon of Chinese texts behind a name."""
    yield from _other_colon(clean, "：")


def colon_in_text(clean: Clean) -> Edits:
    """Write a colon and a space in a text without quotes."""
    for value in clean.texts_of():
        if isinstance(value.name, str) and len(value.data) > 2 and not _in_flow(clean, value):
            yield (clean.set(value, to=f"{value.data[:2]}{MARK}: {value.data[2:]}"),)


def indentation(clean: Clean) -> Edits:
    """Indent a line by one space too few."""
    for mapping, name in _fields(clean):
        if mapping.path and clean.column(mapping, name) > 2:
            start = clean.key(mapping, name)
            yield clean.mark_key(mapping, name), clean.edit(mapping, start - 1, start, "")


def alias(clean: Clean) -> Edits:
    """Refer to a value by a YAML alias."""
    for value in clean.texts_of():
        yield (clean.set(value, to=f"{MARK}*same"),)


def anchor(clean: Clean) -> Edits:
    """Name a value by a YAML anchor."""
    for value in clean.texts_of():
        yield (clean.set(value, to=f"{MARK}&same {value.data}"),)


def tag(clean: Clean) -> Edits:
    """Put a YAML tag before a value."""
    for value in clean.texts_of():
        yield (clean.set(value, to=f"{MARK}!!str {value.data}"),)


def merge_key(clean: Clean) -> Edits:
    """Merge another mapping into one."""
    for value in _mappings(clean):
        yield (clean.add(value, f"{MARK}<<: {{note: 同上}}"),)


def bad_escape(clean: Clean) -> Edits:
    """Write a backslash in double quotes."""
    for value in clean.texts_of():
        if '"' not in value.data:
            yield (clean.set(value, to=f'"{value.data[:2]}{MARK}\\d{value.data[2:]}"'),)


def second_document(clean: Clean) -> Edits:
    """Begin a second document in a file."""
    for fragment in clean.shuffled(clean.fragments):
        end = len(clean.texts[fragment.file])
        yield (Edit(fragment.file, end, end, f"{MARK}---\nglossary: []\n"),)


def given_twice(clean: Clean) -> Edits:
    """Write a field twice in one mapping."""
    for mapping in _mappings(clean):
        names = [name for name, each in mapping.data.items() if not isinstance(each, dict | list)]
        if len(mapping.data) > 1 and names:
            name = clean.random.choice(names)
            end = clean.end(mapping, [*mapping.data][-1])
            between = "\n" + " " * clean.column(mapping, name) if clean.is_block(mapping) else ", "
            yield (clean.edit(mapping, end, end, f"{between}{MARK}{name}: {clean.raw(mapping, name)}"),)


def unseen_character(clean: Clean) -> Edits:
    """Paste a zero-width space into a text."""
    for value in clean.texts_of():
        place = clean.random.randint(1, len(value.data))
        yield (clean.set(value, to=f"{value.data[:place]}{MARK}\u200b{value.data[place:]}"),)


def unprintable_character(clean: Clean) -> Edits:
    """Write a character that no font of the editions has."""
    for value in clean.texts_of():
        yield (clean.set(value, to=f"{value.data}{MARK}🧯"),)


def other_encoding(clean: Clean) -> Edits:
    """Save a file as GBK."""
    for file in clean.shuffled(clean.own):
        yield (Edit(file, 0, 0, MARK),)


# Fields


def kind_misspelt(clean: Clean) -> Edits:
    """Misspell the name of a kind."""
    for fragment in clean.shuffled(clean.fragments):
        start = clean.offset(fragment.key_span(()))
        yield (
            Edit(fragment.file, start, start + len(fragment.kind), MARK + _misspelt(clean, fragment.kind, *kinds())),
        )


def key_misspelt(clean: Clean) -> Edits:
    """Misspell the name of a field."""
    for value in clean.values():
        if isinstance(value.name, str):
            wrong = _misspelt(clean, value.name, *clean.schema_around(value).get("properties", ()))
            yield (clean.rename(value, MARK + wrong),)


def unknown_field(clean: Clean) -> Edits:
    """Write a field that nobody has heard of."""
    for mapping in _mappings(clean):
        yield (clean.add(mapping, f"{MARK}weather: 晴"),)


def field_missing(clean: Clean) -> Edits:
    """Leave out a field that is needed."""
    for value in clean.values():
        around = clean.parent(value)
        if value.name != "id" and value.name in clean.schema_around(value).get("required", ()) and len(around.data) > 1:
            yield clean.without(around, str(value.name))


def id_missing(clean: Clean) -> Edits:
    """Leave out the id of an item that others may name."""
    for value in clean.values():
        around = clean.parent(value)
        if value.name == "id" and "id" in clean.schema_around(value).get("required", ()):
            yield clean.without(around, "id")


def value_missing(clean: Clean) -> Edits:
    """Write a name and nothing behind it."""
    for mapping, name in _fields(clean):
        colon = clean.key(mapping, name) + len(name) + 1
        yield (clean.edit(mapping, colon, clean.end(mapping, name), MARK),)


def enum_wrong(clean: Clean) -> Edits:
    """Write a value that is none of those a field has."""
    for value in clean.values():
        if "enum" in value.schema and isinstance(value.data, str):
            upper = value.data.upper()
            wrong = [_misspelt(clean, value.data, *value.schema["enum"]), "其他"]
            wrong += [] if upper in value.schema["enum"] else [upper]
            quote = "" if clean.is_plain(value) else '"'
            yield (clean.set(value, to=f"{MARK}{quote}{clean.random.choice(wrong)}{quote}"),)


def date_wrong(clean: Clean) -> Edits:
    """Write a date that is in no calendar, or in another form."""
    for value in _of_format(clean, "date"):
        year, month, day = value.data.split("-")
        wrong = [f"{year}-02-30", f"{year}-13-{day}", f"{year}/{month}/{day}", f"{year}年{int(month)}月{int(day)}日"]
        yield (clean.set(value, to=MARK + clean.random.choice(wrong)),)


def duration_wrong(clean: Clean) -> Edits:
    """Write a duration in another form."""
    for value in _of_format(clean, "duration"):
        wrong = ["30分钟", "30M", "PT", "2小时", "P30M1H", value.data.lower()]
        yield (clean.set(value, to=MARK + clean.random.choice(wrong)),)


def time_wrong(clean: Clean) -> Edits:
    """Write a time of day in another form."""
    for value in _of_format(clean, "time-of-day"):
        yield (
            clean.set(value, to=MARK + clean.random.choice(['"8:30"', '"25:00"', '"08:60"', '"08：30"', "上午八点"])),
        )


def type_wrong(clean: Clean) -> Edits:
    """Write a value of another type: words for a number, a list for a text, a text for a list."""
    for value in clean.values():
        match value.schema.get("type"):
            case "integer" | "number":
                yield (clean.set(value, to=f"{MARK}三"),)
            case "boolean":
                yield (clean.set(value, to=f"{MARK}是"),)
            case "string" if value.name != "id" and isinstance(value.data, str) and not value.schema.get("x-refers-to"):
                yield (clean.set(value, to=f"{MARK}[{clean.raw(value)}]" if clean.is_plain(value) else f"{MARK}12"),)
            case "array" if value.path and not clean.holds_items(value):
                yield (clean.set(value, to=f"{MARK}若干"),)


def out_of_range(clean: Clean) -> Edits:
    """Write a number that is too small or too large."""
    for value in clean.values():
        if value.schema.get("type") == "integer" and not isinstance(value.data, bool):
            for limit, step in (("minimum", -1), ("maximum", 1)):
                if limit in value.schema:
                    yield (clean.set(value, to=f"{MARK}{value.schema[limit] + step}"),)


def id_wrong(clean: Clean) -> Edits:
    """Write an id in letters that ids don't have."""
    for item in clean.items(*_GLOBAL):
        wrong = [str(item.id).upper(), str(item.id).replace("-", "_") + "_1", f"{item.id}号", f"1-{item.id}"]
        yield (clean.set(item, "id", to=MARK + clean.random.choice(wrong)),)


def language_newer(clean: Clean) -> Edits:
    """Say that the plan is written in a version of the language that is yet to come."""
    yield (clean.set(clean.head, "schema", to=f"{MARK}2"),)


# Ids and references


def reference_misspelt(clean: Clean) -> Edits:
    """Misspell an id where it is referred to."""
    ids = [*clean.plan.items]
    for reference in clean.references():
        wrong = _misspelt(clean, reference.target, *ids, *_local_ids(clean))
        yield (clean.set(clean.node(reference), to=MARK + wrong),)


def reference_dangling(clean: Clean) -> Edits:
    """Refer to something that is not there."""
    for reference in clean.references():
        yield (clean.set(clean.node(reference), to=f"{MARK}nobody-knows"),)


def reference_of_wrong_type(clean: Clean) -> Edits:
    """Refer to an item of another type."""
    for reference in clean.references():
        others = [each for each in clean.items(*_GLOBAL) if each.type not in reference.types]
        if others and "step" not in reference.types:
            yield (clean.set(clean.node(reference), to=f"{MARK}{others[0].id}"),)


def name_for_id(clean: Clean) -> Edits:
    """Write a name where an id is wanted."""
    for reference in clean.references():
        target = clean.plan.items.get(reference.target)
        if target and target.data.get("name"):
            yield (clean.set(clean.node(reference), to=f"{MARK}{target.name}"),)


def next_step_unknown(clean: Clean) -> Edits:
    """Lead a branch to a step that is not there."""
    for step in clean.items("step"):
        for branch in step.children("next"):
            yield (clean.set(branch, "to", to=f"{MARK}nowhere"),)


def id_misspelt(clean: Clean) -> Edits:
    """Misspell an id where it is declared."""
    ids = [*clean.plan.items]
    for item in clean.items(*_GLOBAL):
        places = clean.references(item.id)
        if places and len(places) == len([*clean.plan.references_to(str(item.id))]):
            marks = [clean.mark(clean.node(each)) for each in places]
            yield clean.set(item, "id", to=_misspelt(clean, str(item.id), *ids)), *marks


def id_twice(clean: Clean) -> Edits:
    """Give an item the id of another one in the same file."""
    yield from _id_of_another(clean, lambda item, other: item.fragment.file == other.fragment.file)


def id_twice_in_two_files(clean: Clean) -> Edits:
    """Give an item the id of another one in a file before."""
    yield from _id_of_another(clean, lambda item, other: item.fragment.file > other.fragment.file)


def pasted_twice(clean: Clean) -> Edits:
    """Copy an item with its id."""
    for item in clean.items(*_GLOBAL):
        if not any(path[-1] == "id" for path, _ in children(item) if len(path) > 1) and isinstance(item.path[-1], int):
            start, end = clean.key(item), clean.end(item)
            text = clean.text(item)[start:end]
            between = "\n" + " " * clean.column(item) if text.startswith("-") else ", "
            marked = text.replace(f"id: {item.id}", f"id: {MARK}{item.id}", 1)
            if marked != text:
                yield (clean.edit(item, end, end, between + marked),)


def parent_cycle(clean: Clean) -> Edits:
    """Put a unit below one of those below it."""
    units = {str(each.id): each for each in clean.items("unit")}
    for unit in units.values():
        chain = [str(unit.id)]
        while (parent := units[chain[-1]].get("parent")) in units and parent not in chain:
            chain.append(parent)
        top = units[chain[-1]]
        if len(chain) > 1 and top is not unit:
            new = f"parent: {unit.id}"
            first = min(chain)
            if first == top.id:
                field = (
                    clean.set(top, "parent", to=MARK + str(unit.id))
                    if "parent" in top
                    else clean.add(top, f"parent: {MARK}{unit.id}")
                )
                yield (field,)
            else:
                field = clean.set(top, "parent", to=str(unit.id)) if "parent" in top else clean.add(top, new)
                yield field, clean.mark(units[first], "parent")


def extends_itself(clean: Clean) -> Edits:
    """Extend the plan by itself, or by one that extends it."""
    name = clean.folder.rpartition("/")[2]
    if "extends" in clean.head:
        yield (clean.set(clean.head, "extends", to=MARK + name),)
    else:
        yield (clean.add(clean.head, f"extends: {MARK}{name}"),)


def extends_unknown(clean: Clean) -> Edits:
    """Extend a plan that is not there."""
    if "extends" not in clean.head:
        yield (clean.add(clean.head, f"extends: {MARK}head-office"),)


def override_misspelt(clean: Clean) -> Edits:
    """Misspell what is to be replaced or removed of the extended plan."""
    for name in ("overrides", "removes"):
        for index in clean.shuffled(range(len(clean.head.get(name, ())))):
            entry = str(clean.head[name][index])
            yield (clean.set(clean.head, name, index, to=MARK + _misspelt(clean, entry, *clean.plan.items)),)


def outline_unknown(clean: Clean) -> Edits:
    """Choose an outline that is not there."""
    for wrong in ("on-ste", "standard", "iso-22301x"):
        if "outline" in clean.head:
            yield (clean.set(clean.head, "outline", to=MARK + wrong),)
        else:
            yield (clean.add(clean.head, f"outline: {MARK}{wrong}"),)


_GLOBAL = tuple(sorted({type_ for kind in kinds().values() for type_, local in kind.walk.entities() if not local}))


def _local_ids(clean: Clean) -> list[str]:
    return [str(step.id) for step in clean.plan.of_type("step") if step.id]


def _misspelt(clean: Clean, word: str, *known: str) -> str:
    """Leave a letter out, double it, or swap it with the next one, so that no known word comes out."""
    for place in clean.shuffled(range(1, len(word) - 1)):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        wrong = [swapped, word[:place] + word[place + 1 :], word[:place] + word[place] + word[place:]]
        fresh = [each for each in clean.shuffled(wrong) if each not in (word, *known) and "--" not in each]
        if fresh:
            return fresh[0]
    return f"{word}x"


def _mappings(clean: Clean) -> Iterator[Value]:
    """Yield mappings that are not empty."""
    return (each for each in clean.values() if isinstance(each.data, dict) and each.data)


def _fields(clean: Clean) -> Iterator[tuple[Node, str]]:
    """Yield fields on lines of their own with a value on the same line, behind another such field."""
    for mapping in _mappings(clean):
        if clean.is_block(mapping):
            for before, name in clean.shuffled(pairwise(mapping.data)):
                if clean.is_plain(mapping.child(name)) and not clean.raw(mapping, before).startswith(("|", ">")):
                    yield mapping, name


def _other_colon(clean: Clean, colon: str) -> Edits:
    for mapping, name in _fields(clean):
        key, value = clean.key(mapping, name), clean.start(mapping, name)
        if clean.text(mapping)[key:value] == f"{name}: ":
            yield (clean.edit(mapping, key, value, MARK + name + colon),)


def _of_format(clean: Clean, name: str) -> Iterator[Value]:
    return (each for each in clean.values() if each.schema.get("format") == name and isinstance(each.data, str))


def _in_flow(clean: Clean, value: Value) -> bool:
    return not clean.is_block(clean.parent(value))


def _id_of_another(clean: Clean, fits: Callable[[Item, Item], bool]) -> Edits:
    items = clean.items(*_GLOBAL)
    for item in items:
        for other in clean.shuffled(items):
            if other is not item and fits(item, other):
                two = max(other, item, key=lambda each: clean.start(each, "id"))
                later = item if item.fragment.file != other.fragment.file else two
                edit = clean.set(later, "id", to=f"{MARK}{(other if later is item else item).id}")
                yield (edit,)
                break


OPENING = Text("打开处", "where it is opened")
FAULTS = (
    Fault("tab", Text("用制表符缩进", "tab"), "syntax", Text("制表符", "the tab"), tab, says="a tab"),
    Fault("unclosed-quote", Text("引号没有闭合", "quote not closed"), "syntax", OPENING, unclosed_quote, says="a quotation mark"),
    Fault("unclosed-bracket", Text("方括号没有闭合", "bracket not closed"), "syntax", OPENING, unclosed_bracket, says="bracket"),
    Fault("unclosed-brace", Text("花括号没有闭合", "brace not closed"), "syntax", OPENING, unclosed_brace, says="a brace"),
    Fault("missing-colon", Text("缺冒号", "colon missing"), "syntax", KEY, missing_colon, says="a colon is missing"),
    Fault("colon-without-space", Text("冒号后没有空格", "no space behind a colon"), "syntax", KEY, colon_without_space, says="a colon"),
    Fault("full-width-colon", Text("全角冒号", "full-width colon"), "syntax", KEY, full_width_colon, says="a colon is missing"),
    Fault("colon-in-text", Text("文字里有冒号和空格", "colon in a text"), "syntax", Text("冒号", "the colon"), colon_in_text, says="no other colon"),
    Fault("indentation", Text("缩进少一格", "indented too little"), "syntax", KEY, indentation, says="indentation"),
    Fault("alias", Text("YAML 别名", "YAML alias"), "syntax", VALUE, alias, says="aliases"),
    Fault("anchor", Text("YAML 锚点", "YAML anchor"), "syntax", VALUE, anchor, says="anchors"),
    Fault("tag", Text("YAML 标签", "YAML tag"), "syntax", VALUE, tag, says="tags"),
    Fault("merge-key", Text("YAML 合并键", "YAML merge key"), "syntax", KEY, merge_key, says="merge keys"),
    Fault("bad-escape", Text("双引号里的反斜杠", "backslash in quotes"), "syntax", Text("反斜杠", "the backslash"), bad_escape, says="backslash"),
    Fault("second-document", Text("第二份 YAML 文档", "second YAML document"), "syntax", Text("分隔线", "the separator"), second_document, says="one YAML document"),
    Fault("given-twice", Text("字段写了两次", "field given twice"), "given-twice", Text("第二个键", "the second key"), given_twice),
    Fault("unseen-character", Text("零宽字符", "zero-width character"), "unseen-character", Text("这个字符", "the character"), unseen_character),
    Fault("unprintable-character", Text("印不出来的字符", "unprintable character"), "unprintable-character", Text("这个字符", "the character"), unprintable_character),
    Fault("other-encoding", Text("存成 GBK", "saved as GBK"), "bad-file", Text("文件开头", "the beginning of the file"), other_encoding, encoding="gbk"),
    Fault("kind-misspelt", Text("种类拼错", "kind misspelt"), "unknown-kind", KEY, kind_misspelt),
    Fault("key-misspelt", Text("字段拼错", "field misspelt"), "unknown-field", KEY, key_misspelt),
    Fault("unknown-field", Text("多出的字段", "unknown field"), "unknown-field", KEY, unknown_field),
    Fault("field-missing", Text("缺必填字段", "required field missing"), "missing-field", ID, field_missing),
    Fault("id-missing", Text("缺编号", "id missing"), "missing-field", Text("第一个键", "the first key"), id_missing),
    Fault("value-missing", Text("字段没有内容", "field without a value"), "missing-value", Text("冒号之后", "behind the colon"), value_missing),
    Fault("enum-wrong", Text("取值不在表内", "value not in the list"), "bad-value", VALUE, enum_wrong),
    Fault("date-wrong", Text("日期写错", "wrong date"), "bad-value", VALUE, date_wrong),
    Fault("duration-wrong", Text("时长写错", "wrong duration"), "bad-value", VALUE, duration_wrong),
    Fault("time-wrong", Text("时刻写错", "wrong time of day"), "bad-value", VALUE, time_wrong),
    Fault("type-wrong", Text("类型写错", "wrong type"), "wrong-type", VALUE, type_wrong),
    Fault("out-of-range", Text("数字超出范围", "number out of range"), "bad-value", VALUE, out_of_range),
    Fault("id-wrong", Text("编号写法不对", "malformed id"), "bad-value", VALUE, id_wrong),
    Fault("language-newer", Text("语言版本更新", "newer language version"), "newer-language", VALUE, language_newer),
    Fault("reference-misspelt", Text("引用拼错", "reference misspelt"), "unknown-reference", VALUE, reference_misspelt),
    Fault("reference-dangling", Text("引用落空", "dangling reference"), "unknown-reference", VALUE, reference_dangling),
    Fault("reference-of-wrong-type", Text("引用了别的种类", "reference of the wrong type"), "wrong-reference", VALUE, reference_of_wrong_type),
    Fault("name-for-id", Text("写了名称而不是编号", "name instead of an id"), "unknown-reference", VALUE, name_for_id),
    Fault("next-step-unknown", Text("分支通向没有的步骤", "branch to an unknown step"), "unknown-reference", VALUE, next_step_unknown),
    Fault("id-misspelt", Text("编号在声明处拼错", "id misspelt where declared"), "unknown-reference", EACH_REFERENCE, id_misspelt),
    Fault("id-twice", Text("同一文件里编号重复", "id twice in one file"), "id-twice", THE_ID, id_twice),
    Fault("id-twice-in-two-files", Text("两个文件里编号重复", "id twice in two files"), "id-twice", THE_ID, id_twice_in_two_files),
    Fault("pasted-twice", Text("整项复制，编号未改", "item pasted twice"), "id-twice", THE_ID, pasted_twice),
    Fault("parent-cycle", Text("上级关系成圈", "units in a circle"), "parent-cycle", Text("圈中第一个机构的上级", "the parent of the first unit"), parent_cycle),
    Fault("extends-itself", Text("预案扩展自己", "plan extends itself"), "extends-cycle", VALUE, extends_itself),
    Fault("extends-unknown", Text("扩展没有的预案", "plan extends an unknown one"), "unknown-plan", VALUE, extends_unknown),
    Fault("override-misspelt", Text("替换的编号拼错", "override misspelt"), "unknown-override", VALUE, override_misspelt),
    Fault("outline-unknown", Text("没有的提纲", "unknown outline"), "unknown-reference", VALUE, outline_unknown),
)  # fmt: skip
