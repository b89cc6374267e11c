"""Styles and scripts go out without what only we read in them."""

import pytest
from django.core.files.base import ContentFile

from facilitation.static_files import GatheredFiles


@pytest.fixture
def gathered(tmp_path):
    return GatheredFiles(location=tmp_path, base_url="/static/")


@pytest.mark.parametrize(
    ("name", "lies_there", "goes_out"),
    [
        (
            "css/app.css",
            "/* Why. */\n.a > .b {\n  width: calc(100% - 2px);\n}\n",
            ".a>.b{width:calc(100% - 2px)}",
        ),
        ("js/app.js", "// Why.\nexport const a = `b  ${c}`;\n", "export const a=`b  ${c}`;"),
        ("vendor/made.css", "/* Licence. */\n.a { b: c; }\n", "/* Licence. */\n.a { b: c; }\n"),
        ("images/mark.svg", "<!-- Why. -->\n<svg/>\n", "<!-- Why. -->\n<svg/>\n"),
    ],
)
def test_our_own_files_are_sent_shorter_and_those_of_others_as_they_made_them(
    gathered, name, lies_there, goes_out
):
    read_before = ContentFile(lies_there.encode())
    read_before.read()
    with gathered.open(gathered.save(name, read_before)) as saved:
        assert saved.read().decode() == goes_out
