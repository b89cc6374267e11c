"""Mend the tags that WeasyPrint writes, so that a paper reads aloud in order and nothing twice.

What WeasyPrint 70 leaves, and PDF/UA-1 (ISO 14289-1) wants: header cells without a scope, running heads tagged as
content, links that would not print, figures measured in the wrong units from the wrong corner, and a table that runs
over a page told as several tables with the same identifiers.
"""

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

POINTS_PER_PIXEL = 0.75
PRINT = 4  # bit 3 of an annotation's flags
PRODUCER = "Roundtable"


def mend(raw: bytes) -> bytes:
    """The same pages with their tags put right. Equal input gives equal bytes."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        join_split_tables(pdf)
        drop_decorations(pdf)
        for element in elements(pdf):
            mend_element(element)
        mark_artifacts(pdf)
        for page in pdf.pages:
            print_links(page)
        name_producer(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def elements(pdf: Pdf) -> Iterator[Object]:
    """Every structure element in reading order."""
    yield from _below(pdf.Root.StructTreeRoot)


def _below(parent: Object) -> Iterator[Object]:
    for child in children(parent):
        yield child
        yield from _below(child)


def children(element: Object) -> list[Object]:
    """The structure elements right under one; numbers and references among its kids are content."""
    kids = element.get("/K")
    return [
        kid
        for kid in (kids if isinstance(kids, Array) else [kids])
        if isinstance(kid, Dictionary) and "/S" in kid
    ]


def remove(element: Object) -> None:
    """Take an element out of the tree. What it marked on the page becomes an artifact in `mark_artifacts`."""
    parent = element.P
    parent.K = Array([kid for kid in parent.K if not _same(kid, element)])


def _same(one: object, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def join_split_tables(pdf: Pdf) -> None:
    """Put the rows of a table's later pages under its first; a header row printed again is not read again.

    A paper's tables all have captions, so one without, on a new page right after another, is that one going on.
    """
    whole = None
    for block in list(_blocks(pdf.Root.StructTreeRoot)):
        if block.S != "/Table":
            whole = None
        elif whole is not None and _goes_on(whole, block):
            _move_rows(block, whole)
        else:
            whole = block


def _blocks(parent: Object) -> Iterator[Object]:
    """Tables whole, and beside them every element that marks something on the page."""
    for child in children(parent):
        if child.S == "/Table" or _has_content(child):
            yield child
        if child.S != "/Table":
            yield from _blocks(child)


def _has_content(element: Object) -> bool:
    kids = element.get("/K")
    return any(isinstance(kid, int) for kid in (kids if isinstance(kids, Array) else [kids]))


def _goes_on(whole: Object, table: Object) -> bool:
    captioned = any(part.S == "/Caption" for part in children(table))
    return not captioned and table.Pg.objgen != whole.Pg.objgen


def _move_rows(table: Object, whole: Object) -> None:
    for part in children(table):
        if part.S != "/THead":
            part.P = whole
            whole.K.append(part)
    remove(table)


def drop_decorations(pdf: Pdf) -> None:
    """A drawing without a title says nothing."""
    for element in list(elements(pdf)):
        if element.S == "/Figure" and "/Alt" not in element:
            remove(element)


def mend_element(element: Object) -> None:
    tidy: dict[str, Callable[[Object], None]] = {
        "/TH": scope_header,
        "/TD": drop_headers,
        "/Figure": place_figure,
    }
    tidy.get(str(element.S), lambda _: None)(element)


def scope_header(cell: Object) -> None:
    """Column under a table's head and for a heading across the table, otherwise row."""
    attributes = cell.get("/A") or Dictionary(O=Name.Table)
    heads_column = cell.P.P.S == "/THead" or "/ColSpan" in attributes
    attributes.Scope = Name.Column if heads_column else Name.Row
    cell.A = attributes
    # Identifiers repeat from page to page and have no index; the scope says the same.
    if "/ID" in cell:
        del cell.ID


def drop_headers(cell: Object) -> None:
    """References to the identifiers that `scope_header` removes."""
    attributes = cell.get("/A")
    if attributes is not None and "/Headers" in attributes:
        del attributes.Headers


def place_figure(figure: Object) -> None:
    """Pixels counted from the top of the page become points counted from the bottom."""
    top_of_page = float(figure.Pg.MediaBox[3])
    left, top, right, bottom = (float(side) * POINTS_PER_PIXEL for side in figure.A.BBox)
    figure.A.BBox = Array([round(side, 2) for side in (left, top_of_page - bottom, right, top_of_page - top)])


def mark_artifacts(pdf: Pdf) -> None:
    """What the page marks for an element no longer in the tree (running heads never were) is decoration."""
    kept = {element.objgen for element in elements(pdf)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = parents[int(page.StructParents)]
        lost = {mark for mark, owner in enumerate(owners) if owner.objgen not in kept}
        page.Contents = pdf.make_stream(_without(page, lost))
        for mark in lost:
            owners[mark] = None


def _without(page: Page, lost: set[int]) -> bytes:
    instructions = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if (
            str(operator) == "BDC"
            and isinstance(operands[1], Dictionary)
            and int(operands[1].get("/MCID", -1)) in lost
        ):
            operands = [Name.Artifact, Dictionary(Type=Name.Pagination)]
        instructions.append((operands, operator))
    return pikepdf.unparse_content_stream(instructions)


def print_links(page: Page) -> None:
    for annotation in page.get("/Annots", []):
        annotation.F = PRINT


def name_producer(pdf: Pdf) -> None:
    """The maker of the document is this product; which library of which version drew it is nobody's business."""
    pdf.docinfo["/Producer"] = PRODUCER
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["pdf:Producer"] = PRODUCER
