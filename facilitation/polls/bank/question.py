"""What a question of the bank is made of."""

from __future__ import annotations

from dataclasses import dataclass

NOT_PUBLISHED = "not published"


@dataclass(frozen=True)
class Option:
    """One answer. `share` is the published percentage; where there is none, `published` has the words of the source."""

    key: str
    text: str
    share: int | None = None
    published: str = ""


@dataclass(frozen=True)
class Question:
    """`code` stays when the wording changes, so that trends hold. `source` says whom the published shares are of.

    `sections` are headings with the keys of the options under them, which the wall shows instead of each option.
    """

    code: str
    text: str
    kind: str
    group: str
    options: tuple[Option, ...] = ()
    source: str = ""
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def benchmarks(self) -> dict[str, Option]:
        return {option.key: option for option in self.options if option.share is not None or option.published}


def options(*answers: str | tuple[str, int | str]) -> tuple[Option, ...]:
    """Options keyed A, B, C …, each its words alone or with what was published of it."""
    return tuple(_option("ABCDEFGHIJKLMN"[place], answer) for place, answer in enumerate(answers))


def _option(key: str, answer: str | tuple[str, int | str]) -> Option:
    if isinstance(answer, str):
        return Option(key, answer)
    text, published = answer
    if isinstance(published, int):
        return Option(key, text, published)
    return Option(key, text, None, published)
