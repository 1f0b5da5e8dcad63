"""Word documents, made here part by part as Word writes them."""

import io
import zipfile

import pytest

from indexing.errors import SourceError
from indexing.readers import word

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def document(body: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", TYPES)
        parts.writestr("_rels/.rels", RELATIONS)
        parts.writestr("word/styles.xml", STYLES)
        parts.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
    return packed.getvalue()


def test_paragraphs_headings_and_cells_are_lines_of_their_own() -> None:
    cell = f"<w:tc><w:p>{run('A cell &amp; more')}</w:p></w:tc>"
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr>{run("The bridge")}</w:p><w:p/>'
        f"<w:p>{run('It cost ')}{run('20 million')}{run(' euros 🏛️.')}</w:p><w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    )
    assert word.text_of(document(body)) == "# The bridge\n\nIt cost 20 million euros 🏛️.\n\nA cell & more\n"


def test_tracked_changes_are_read_as_accepted() -> None:
    added, gone = f"<w:ins>{run('20')}</w:ins>", f"<w:del>{run('30', 'delText')}</w:del>"
    assert word.text_of(document(f"<w:p>{run('It cost ')}{added}{gone}{run(' million.')}</w:p>")) == (
        "It cost 20 million.\n"
    )


def encrypted() -> bytes:
    data = bytearray(document(f"<w:p>{run('Secret')}</w:p>"))
    entry = data.index(b"PK\x01\x02")
    while entry >= 0:
        data[entry + 8] |= 1
        entry = data.find(b"PK\x01\x02", entry + 4)
    return bytes(data)


def bomb() -> bytes:
    return document(f"<w:p>{run('a' * 40_000_000)}</w:p>")


def disguised_bomb() -> bytes:
    """The text in a part of another name, which the document points to."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bomb())) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as renamed:
        for name in whole.namelist():
            data = whole.read(name).replace(b"document.xml", b"document.png")
            renamed.writestr(name.replace("document.xml", "document.png"), data)
    return made.getvalue()


SOUND = document(f"<w:p>{run('It cost 20 million euros.')}</w:p>")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "It is empty"),
        (document("<w:p/>"), "It holds no text"),
        (SOUND[: len(SOUND) // 2], "It is damaged"),
        (SOUND.replace(b"word/document.xml", b"word/documend.xml"), "It is damaged"),
        (document("<w:p>"), "It is damaged"),
        (b"Not a zip at all", "It is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "under a password"),
        (encrypted(), "It is encrypted"),
        (bomb(), "unpacks to more text"),
        (disguised_bomb(), "unpacks to more text"),
    ],
    ids="empty blank cut-short a-part-missing bad-xml no-zip sealed encrypted bomb disguised-bomb".split(),
)
def test_what_is_no_readable_document_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(SourceError) as raised:
        word.text_of(data)
    assert says in str(raised.value) and str(raised.value).endswith(".") and "\n" not in str(raised.value)
