"""Opening an uploaded table: what is refused as a whole, and what each row becomes."""

import io

import pytest

from workouts.imports.history import UnreadableFile
from workouts.imports.table import open_table

pytestmark = pytest.mark.anywhere


class Stream:
    """A readable stream made of chunks that are produced when they are asked for."""

    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.left = b""

    def read(self, size):
        while len(self.left) < size and (chunk := next(self.chunks, b"")):
            self.left += chunk
        out, self.left = self.left[:size], self.left[size:]
        return out


def rows_of(data):
    return [(row.number, row.fields) for row in open_table(io.BytesIO(data))]


def refusal_of(data):
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(data)
    return str(refusal.value)


def test_columns_with_mark_quotes_spaces_and_accents():
    table = open_table(io.BytesIO('\ufeff"Date"; Nom de l\u2019entraînement ;RÉPS\r\n1;2;3\r\n'.encode()))
    assert table.columns == ["Date", "Nom de l\u2019entraînement", "RÉPS"]
    assert table.header == ["date", "nom de l'entrainement", "reps"]
    assert [row.cells() for row in table] == [{"date": "1", "nom de l'entrainement": "2", "reps": "3"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_told_from_the_header(delimiter):
    assert rows_of(f"a{delimiter}b\n1{delimiter}2\n".encode()) == [(2, ["1", "2"])]


def test_row_number_is_the_line_where_a_row_with_newlines_begins():
    assert rows_of(b'a,b\n1,"x\ny\r\nz"\n\n,\n2,w') == [(2, ["1", "x\ny\r\nz"]), (7, ["2", "w"])]


def test_line_wrapped_whole_in_quotes_is_taken_apart():
    assert rows_of(b'a;b;c\n"1;""x; y"";3"\n') == [(2, ["1", "x; y", "3"])]


@pytest.mark.parametrize("line", ["1,2", "1,2,3,4", "1,2,3,", '"1,2,3\n4,5,6"'])
def test_row_that_does_not_fit_the_header_is_refused_alone(line):
    row, last = open_table(io.BytesIO(f"a,b,c\n{line}\n7,8,9\n".encode()))
    with pytest.raises(ValueError, match=r"fields, the header 3"):
        row.cells()
    assert last.cells() == {"a": "7", "b": "8", "c": "9"}


def test_refused_row_shows_its_text_cut_at_200_characters():
    (row,) = open_table(io.BytesIO(b'a,b\n"' + b"x" * 300 + b'",2\r\n'))
    assert row.text() == '"' + "x" * 199


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"\n \r\n\n", "The file is empty"),
        (b"a,b\n1,\0\n", "no text in UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "no text in UTF-8"),
        ("a,b\n1,é\n".encode("cp1252"), "not in UTF-8"),
        (b"PK\x03\x04rest", "an archive, a spreadsheet or a database"),
        (b"\x1f\x8brest", "an archive, a spreadsheet or a database"),
        (b"\x89\x90\xab", "not in UTF-8"),
        (b"a,A\n1,2\n", "names “a” more than once"),
        (b"a" + b",b" * 200, "names more than 200 columns"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "quote opened in the row of line 3 never closes"),
        (b'a,"b\n1,2\n', "quote opened in the row of line 1 never closes"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "The row of line 2 is no CSV"),
        (b"a,b\n" + b"1," * 500_000 + b"\n", "Line 2 is too long"),
    ],
)
def test_file_that_is_no_table_is_refused_with_the_reason(data, says):
    assert says in refusal_of(data)


def test_200_000_rows_are_read_and_one_more_is_refused():
    def chunks(rows):
        yield b"a,b\n"
        yield from (b"1,2\n" * 1000 for _ in range(rows // 1000))
        yield b"1,2\n" * (rows % 1000)

    assert sum(1 for _ in open_table(Stream(chunks(200_000)))) == 200_000
    with pytest.raises(UnreadableFile, match="more than 200,000 rows"):
        list(open_table(Stream(chunks(200_001))))


def test_20_mb_are_read_and_one_byte_more_is_refused():
    line = b"1," + b"x" * 1021 + b"\n"

    def chunks(size):
        yield b"a,b" + b" " * 1020 + b"\n"
        yield from (line for _ in range(size // 1024 - 1))
        yield b"\n" * (size % 1024)

    assert sum(1 for _ in open_table(Stream(chunks(20 * 1024 * 1024)))) == 20 * 1024 - 1
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        list(open_table(Stream(chunks(20 * 1024 * 1024 + 1))))


@pytest.mark.parametrize("blank", [b"\n", b"\r", b",,\n"])
def test_blank_lines_count_as_rows_too(blank):
    assert list(open_table(io.BytesIO(b"a,b,c\n" + blank * 200_000))) == []
    with pytest.raises(UnreadableFile, match="more than 200,000 rows"):
        list(open_table(io.BytesIO(b"a,b,c\n" + blank * 200_001)))


def test_header_is_not_looked_for_behind_millions_of_blank_lines():
    stream = io.BytesIO(b"\n" * 2_000_000 + b"a,b,c\n1,2,3\n")
    with pytest.raises(UnreadableFile, match="is empty"):
        open_table(stream)
    assert stream.tell() < 400_000
