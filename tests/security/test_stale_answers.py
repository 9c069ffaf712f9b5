"""The cache answers only what it saw: no link, pipe, forged entry or folder of a pull request makes it say otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from phasegate.workspace import cache
from tests.conftest import Done, call

HOUSE = 'ruleset house "H" { version: "1"; rule H-1 "x" mandatory { require %s } }\n'
CASE = """import "%s"
initiative x "X" {
  follows house
  currency: USD; start: 2026-10; horizon: 12 months
  phase p { line l in z costs $1 }
}
"""


class Place:
    """A repository whose case imports a ruleset by way of a link, and the user's cache beside it."""

    def __init__(self, top: Path) -> None:
        self.top, self.cache = top, top / "cache"
        self.root = top / "repository"
        (self.root / ".git").mkdir(parents=True)
        self.write("loose.gate", HOUSE % "yes")
        self.write("strict.gate", HOUSE % "no")
        self.write("case.gate", CASE % "current.gate")
        (self.root / "current.gate").symlink_to("loose.gate")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def check(self, *words: str, cwd: Path | None = None, cache: Path | None = None) -> Done:
        env = {"XDG_CACHE_HOME": str(cache or self.cache)}
        return call("check", *words, cwd=cwd or self.root, env=env)

    def point(self, link: str, target: str) -> None:
        (self.root / link).unlink()
        (self.root / link).symlink_to(target)

    def replayed(self, *words: str) -> bool:
        """Whether the call is answered from the cache."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(self.cache))
            patch.chdir(self.root)
            return cache.replay(["check", *words], False) is not None


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    assert made.check("case.gate").returncode == 0 and made.replayed("case.gate")
    return made


def test_a_link_that_is_pointed_elsewhere_gives_a_fresh_answer(place: Place) -> None:
    place.point("current.gate", "strict.gate")
    assert place.check("case.gate").returncode == 1
    place.point("current.gate", "loose.gate")
    assert place.check("case.gate").returncode == 0


def test_so_does_a_link_to_a_folder_on_the_way_to_an_import(place: Place) -> None:
    place.write("old/house.gate", HOUSE % "yes")
    place.write("new/house.gate", HOUSE % "no")
    place.write("case.gate", CASE % "rules/house.gate")
    (place.root / "rules").symlink_to("old")
    for words in (("case.gate",), (".",), ()):
        place.point("rules", "old")
        assert place.check(*words).returncode == 0 and place.replayed(*words)
        place.point("rules", "new")
        assert place.check(*words).returncode == 1


def test_so_does_a_case_or_folder_that_becomes_a_link(place: Place) -> None:
    place.write("a/case.gate", CASE % "../loose.gate")
    place.write("b/case.gate", CASE % "../strict.gate")
    assert place.check("a").returncode == 0 and place.replayed("a")
    (place.root / "a").rename(place.root / "c")
    (place.root / "a").symlink_to("b")
    assert place.check("a").returncode == 1


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "gone", "circle"])
def test_what_was_a_file_and_is_none_any_more_is_never_opened(place: Place, kind: str) -> None:
    loose = place.root / "loose.gate"
    loose.unlink()
    if kind == "pipe":
        os.mkfifo(loose)  # opening it would wait for ever
    elif kind == "device":
        loose.symlink_to("/dev/zero")  # reading it would never end
    elif kind == "folder":
        loose.mkdir()
    elif kind == "circle":
        loose.symlink_to("loose.gate")
    assert place.check("case.gate").returncode == 2
    for name in ("case.gate",):
        (place.root / name).unlink()
        os.mkfifo(place.root / name)
        assert place.check("case.gate").returncode == 2


def forge(folder: Path, words: list[str], key: bytes, output: bytes = b"verdict: pass\n") -> None:
    """An entry that rests on nothing, sealed with a key that its author has."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = cache._name(words, False)
    body = f"{cache._FORMAT}\n0\nabsent /no/such/file".encode() + b"\n\n" + output
    (folder / name).write_bytes(cache._seal(key, name, body) + b"\n" + body)


def forged(place: Place, *words: str, cache_home: Path, key: bytes = b"k" * 32, mode: int = 0o600) -> Done:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place.root)
        forge(cache_home / "phasegate", ["check", *words], key)
    if key:
        (cache_home / "phasegate" / "key").write_bytes(key)
        (cache_home / "phasegate" / "key").chmod(mode)
    return place.check(*words, cache=cache_home)


def test_a_cache_in_the_repository_neither_answers_nor_keeps(place: Place) -> None:
    place.point("current.gate", "strict.gate")
    inside = place.root / ".cache"
    for words in (("case.gate",), (), (".",)):
        assert forged(place, *words, cache_home=inside).returncode != 0, words
    inside = place.root / "other"
    assert place.check("case.gate", cache=inside).returncode == 1 and not inside.exists()


def test_nor_does_one_in_another_repository_or_in_what_is_checked(place: Place, tmp_path: Path) -> None:
    place.point("current.gate", "strict.gate")
    (place.root / "sub" / ".git").mkdir(parents=True)
    (place.root / "sub" / "case.gate").write_text((CASE % "strict.gate"), "utf-8")
    (place.root / "sub" / "strict.gate").write_text(HOUSE % "no", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place.root / "sub")
        forge(place.root / ".cache" / "phasegate", ["check", "case.gate"], b"k" * 32)
    (place.root / ".cache" / "phasegate" / "key").write_bytes(b"k" * 32)
    (place.root / ".cache" / "phasegate" / "key").chmod(0o600)
    assert place.check("case.gate", cwd=place.root / "sub", cache=place.root / ".cache").returncode == 1
    outer = tmp_path / "no repository"
    outer.mkdir()
    (outer / "case.gate").write_text(CASE % "strict.gate", "utf-8")
    (outer / "strict.gate").write_text(HOUSE % "no", "utf-8")
    word = str(outer / "case.gate")
    assert forged(place, word, cache_home=outer / "cache").returncode == 1, (
        "no repository: its folder is what is checked"
    )


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 32])
def test_an_entry_without_the_users_key_does_not_answer(place: Place, key: bytes) -> None:
    place.point("current.gate", "strict.gate")
    elsewhere = place.top / "elsewhere"
    if key != b"k" * 32:
        assert forged(place, "case.gate", cache_home=elsewhere, key=key).returncode == 1
    else:
        assert forged(place, "case.gate", cache_home=elsewhere, key=key).returncode == 0, "the forgery itself is sound"
        assert forged(place, "case.gate", cache_home=elsewhere, key=key, mode=0o644).returncode == 1, (
            "others may read it"
        )
        kept = place.top / "cache"
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(place.root)
            forge(kept / "phasegate", ["check", "case.gate"], key)
        assert place.check("case.gate").returncode == 1, "the key of the user is another"


def test_an_entry_does_not_answer_under_another_name(place: Place) -> None:
    folder = place.cache / "phasegate"
    (entry,) = (path for path in folder.iterdir() if path.name != "key")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place.root)
        entry.rename(folder / cache._name(["check", "strict.gate"], False))
    assert place.check("strict.gate").returncode == 2, "it holds no case"


def test_the_key_is_made_for_the_user_alone(place: Place) -> None:
    key = place.cache / "phasegate" / "key"
    assert key.stat().st_mode & 0o777 == 0o600 and len(key.read_bytes()) == 32
    before = key.read_bytes()
    assert place.check("case.gate", "--draws", "128").returncode == 0 and key.read_bytes() == before
    key.unlink()
    key.symlink_to(place.root / "case.gate")
    assert not place.replayed("case.gate") and place.check("case.gate").returncode == 0
    assert not key.is_symlink() and key.read_bytes() != before and place.replayed("case.gate")


@pytest.mark.parametrize("text", ["\x1b]0;x\x07", "\x1b[2J", "\r", "\x9b31m", "\u202e", "\u200b", "\U000e0041"])
@pytest.mark.parametrize("colours", [False, True])
def test_no_answer_with_what_a_terminal_obeys_is_kept_or_given(place: Place, text: str, colours: bool) -> None:
    place.point("current.gate", "loose.gate")
    output = f"verdict: pass {text}\n".encode()
    log = {(str(place.root / "none"), cache.ABSENT)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place.cache))
        patch.chdir(place.root)
        cache.store(["check", "x"], colours, log, 0, output)
        assert cache.replay(["check", "x"], colours) is None
        name, key = cache._name(["check", "x"], colours), cache._key(str(place.cache / "phasegate"))
        body = f"{cache._FORMAT}\n0\nabsent /no/such/file".encode() + b"\n\n" + output
        (place.cache / "phasegate" / name).write_bytes(cache._seal(key, name, body) + b"\n" + body)
        assert cache.replay(["check", "x"], colours) is None
        plain = "verdict: \x1b[32;1mpass\x1b[0m\n\xa0é\u202f$\n" if colours else "verdict: pass\n\xa0é\u202f$\n"
        cache.store(["check", "x"], colours, log, 0, plain.encode())
        assert cache.replay(["check", "x"], colours) == (0, plain.encode())


def test_data_that_was_too_large_and_shrinks_is_looked_at(place: Place) -> None:
    (place.root / "strict.gate").unlink()
    data = place.root / "x.yaml"
    with data.open("wb") as file:
        file.truncate(cache.MAX_BYTES + 1)
    assert place.check(".").returncode == 0 and place.replayed(".")
    data.write_text("initiative: x\n", "utf-8")
    assert place.check(".").returncode == 2
