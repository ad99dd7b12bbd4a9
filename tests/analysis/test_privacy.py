import pytest

from gilbench.analysis.privacy import file_name, without_folders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("/home/joe/src/bm_x.py failed", "bm_x.py failed", id="POSIX"),
        pytest.param('File "/home/joe b/my dir/bm_x.py", line 3', 'File "bm_x.py", line 3', id="quoted, with spaces"),
        pytest.param("in 'C:\\Users\\joe\\bm_x.py'", "in 'bm_x.py'", id="Windows, quoted"),
        pytest.param("C:\\Users\\joe\\bm_x.py:3", "bm_x.py:3", id="Windows"),
        pytest.param("cd /home/joe", "cd ~", id="a home"),
        pytest.param("cd '/home/joe'", "cd '~'", id="a quoted home"),
        pytest.param("--prefix=/home/joe/python", "--prefix=python", id="option"),
        pytest.param("-I/home/joe/include", "-Iinclude", id="glued option"),
        pytest.param("see file:///home/joe/x/page.html", "see file://page.html", id="file URL"),
        pytest.param("~/mine/secret/bm_x.py", "bm_x.py", id="tilde"),
        pytest.param("(/usr/lib/x.so)", "(x.so)", id="in brackets"),
    ],
)
def test_folders_are_cut_off(text, expected):
    assert without_folders(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1/2 of n/a and/or 3 / 4",
        "https://example.org/home/page/a.html",
        "<script>alert('x')</script>",
        "a relative docs/home/page.md",
        "[Clang 18 (x86_64/linux)]",
        "",
    ],
)
def test_what_is_no_absolute_path_stays(text):
    assert without_folders(text) == text


@pytest.mark.parametrize("path", ["/opt/x/python3.13", "C:\\x\\python3.13", "python3.13", "/opt/python3.13/"])
def test_the_file_name_is_the_last_part(path):
    assert file_name(path) == "python3.13"
