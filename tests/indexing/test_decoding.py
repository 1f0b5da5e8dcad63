import codecs

import pytest

from indexing.errors import SourceError
from indexing.readers.decoding import decoded

WESTERN = (
    "“CAFÉ” stands over the door of the café, whose owner — Zoë, née Müller — said: “It’s ‘déjà vu’.” "
    "She serves crème brûlée at 5 € and Smørrebrød, as her mother did in Malmö. "
) * 3


def reason(data: bytes) -> str:
    with pytest.raises(SourceError) as raised:
        decoded(data)
    return str(raised.value)


@pytest.mark.parametrize("strays", [b"\xe9", b"\xff\x93", b"\x80\x80\x80"])
def test_utf8_with_a_few_stray_bytes_is_damaged_at_the_first_of_them(strays: bytes) -> None:
    sound = WESTERN.encode()
    told = reason(sound + strays + sound)
    assert told == f"It is UTF-8 but damaged at byte {len(sound)}; mend that byte, or save it again as UTF-8."


def test_one_good_character_beside_one_stray_byte_is_damaged_utf8() -> None:
    assert "damaged at byte 31" in reason("The café stood on the harbour".encode() + b" \xe9t. It was open all year.")


def test_utf8_that_is_cut_off_within_a_character_is_damaged() -> None:
    assert "damaged at byte" in reason("Он сказал: «Мы не уйдём». ".encode() * 3 + "Я".encode()[:1])


def test_damage_is_seen_where_the_source_declares_another_encoding() -> None:
    with pytest.raises(SourceError, match="damaged"):
        decoded(WESTERN.encode() + b"\xff", "windows-1252")


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8", "utf-8-sig", "utf-16"])
def test_western_text_is_read_as_written(encoding: str) -> None:
    assert decoded(WESTERN.encode(encoding)) == WESTERN


@pytest.mark.parametrize(
    "text",
    [
        "“CAFÉ”, he read over the door.",
        "Ascii, but for one é.",
        "CAFÉ’S CAFÉ’S and a café.",
        "It was –5 °C in Århus. " * 5,
    ],
)
def test_short_western_texts_are_read_as_written(text: str) -> None:
    assert decoded(text.encode("windows-1252")) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "latin-1",
            "Der Bürgermeister äußerte sich am Dienstag zur Größe des Hafens. Es fehlt an Geld für Brücken. " * 4,
        ),
        ("windows-1251", "Президент заявил в среду, что переговоры продолжатся на следующей неделе в Женеве. " * 6),
        ("koi8-r", "Президент заявил в среду, что переговоры продолжатся на следующей неделе в Женеве. " * 6),
        ("gb18030", "总统周三表示，和平谈判将于下周在日内瓦继续举行，双方代表团均已抵达。" * 8),
        ("shift_jis", "大統領は水曜日、和平交渉が来週ジュネーブで再開されると述べた。" * 8),
    ],
)
def test_other_encodings_are_not_taken_for_damaged_utf8(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding), encoding) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_called_what_it_is(encoding: str) -> None:
    assert reason(WESTERN.encode(encoding)).startswith("It is UTF-16 without the byte order mark")


def test_zeros_without_order_are_binary_data() -> None:
    assert "binary" in reason(bytes(range(256)) * 20)
    assert "binary" in reason(b"\x00" * 1_000)


def test_a_mark_with_damage_behind_it_is_damage() -> None:
    assert "damaged at byte" in reason(codecs.BOM_UTF8 + b"caf\xe9 in the harbour")
