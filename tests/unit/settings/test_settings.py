from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.errors import ConfigError
from archrepo.settings import Settings, load_settings

NOWHERE = Path("nowhere.toml")


def load(
    folder: Path,
    text: str | None = None,
    *,
    personal: str | None = None,
    environment: dict[str, str] | None = None,
    **flags: object,
) -> Settings:
    if text is not None:
        (folder / "archrepo.toml").write_text(text, encoding="utf-8")
    user_file = NOWHERE
    if personal is not None:
        user_file = folder / "personal.toml"
        user_file.write_text(personal, encoding="utf-8")
    return load_settings(folder, flags=flags, environment=environment or {}, user_file=user_file)


def test_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.url == f"ladybug://{tmp_path}/.archrepo/portfolio.lbug"
    assert settings.options.language == "en"
    assert settings.options.impact.gap_tolerance_days == 1
    assert settings.origins == {}


def test_flags_beat_environment_beats_project_beats_user(tmp_path: Path) -> None:
    everywhere = {"personal": 'language = "fr"\ntimeout = 1\ngraphviz = "dot"\nurl = "a.lbug"'}
    project = 'language = "fr"\ntimeout = 2\ngraphviz = "auto"'
    environment = {"ARCHREPO_LANGUAGE": "fr", "ARCHREPO_TIMEOUT": "3"}
    settings = load(tmp_path, project, **everywhere, environment=environment, language="en")
    options = settings.options
    assert (options.language, options.timeout, options.graphviz) == ("en", 3.0, "auto")
    assert settings.url == f"ladybug://{tmp_path}/a.lbug"
    assert settings.origins == {
        "language": "flag",
        "timeout": "environment ARCHREPO_TIMEOUT",
        "graphviz": str(tmp_path / "archrepo.toml"),
        "url": str(tmp_path / "personal.toml"),
    }


def test_a_table_may_come_from_several_places(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        "[impact]\ngap_tolerance_days = 3",
        environment={"ARCHREPO_IMPACT_USERS_THRESHOLD": "50"},
    )
    assert settings.options.impact.gap_tolerance_days == 3
    assert settings.options.impact.users_threshold == 50


def test_the_project_file_is_found_upward(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "archrepo.toml").write_text('url = "store.lbug"', encoding="utf-8")
    settings = load_settings(below, environment={}, user_file=NOWHERE)
    assert settings.folder == tmp_path
    assert settings.url == f"ladybug://{tmp_path}/store.lbug"


@pytest.mark.parametrize("url", ["bolt://h:7687", "neo4j+s://h", "ladybug:///x/y.lbug"])
def test_a_url_stays_as_it_is(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, f'url = "{url}"').url == url


def test_custom_attributes(tmp_path: Path) -> None:
    settings = load(tmp_path, '[attributes.application]\ncloud_ready = "bool"')
    assert settings.options.attributes == {"application": {"cloud_ready": "bool"}}


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ('langage = "fr"', 1, "unknown key 'langage'", "did you mean 'language'"),
        (
            "# a\n\n[impact]\ngap_tolerance = 2",
            4,
            "unknown key 'gap_tolerance'",
            "gap_tolerance_days",
        ),
        ('language = "de"', 1, "'en' or 'fr'", ""),
        ("timeout = 0", 1, "greater than 0", ""),
        ("[impact]\nusers_threshold = 'many'", 2, "integer", ""),
        ('password = "hush"', 1, "credentials are not kept", "ARCHREPO_NEO4J_PASSWORD"),
    ],
)
def test_mistakes_are_told_with_their_place(
    tmp_path: Path, text: str, line: int, said: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert f"archrepo.toml:{line}: " in caught.value.message
    assert said in caught.value.message
    assert hint in (caught.value.hint or "")
    assert "hush" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("timeout = 1\nlang = \nc = 3", "2:8", "a setting is a line such as"),
        ("[check]\nfail_on = MAJOR", "2:11", 'texts stand in quotes: fail_on = "…"'),
        ("[check]\nassess_from = 20 %", "2:18", "a setting is a line such as"),
        ('lang = "fr', "1:11", "a setting is a line such as"),
        ("[check\n", "1:7", "a section stands alone on its line"),
        ("[check]\nassess_from = 1\n[check]\n", "3:7", "it stands twice"),
        ("timeout = 1\ntimeout = 2\n", "2:12", "it stands twice"),
        ('url = "C:\\Users\\secret"', "1:", "a backslash is special in double quotes"),
    ],
)
def test_broken_toml(tmp_path: Path, text: str, place: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert f"archrepo.toml:{place}" in caught.value.message
    assert caught.value.message.endswith("not valid TOML")
    assert hint in (caught.value.hint or "")


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_bytes("# r\xe9glages\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="it is not UTF-8") as caught:
        load(tmp_path)
    assert caught.value.hint == "save it as UTF-8 in your editor"


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ARCHREPO_TIMEOUT"):
        load(tmp_path, environment={"ARCHREPO_TIMEOUT": "soon"})


def test_custom_attributes_are_not_personal(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="belong to a portfolio"):
        load(tmp_path, personal='[attributes.application]\na = "bool"')
