from __future__ import annotations

import pytest

from archrepo.errors import ConfigError
from archrepo.resources.samples import sample_folder, sample_names


def test_the_samples_are_found_by_name():
    assert sample_names() == ["marketing", "marketing-fr", "worked-example"]


@pytest.mark.parametrize(
    ("name", "lang", "folder"),
    [
        ("marketing", "en", "marketing"),
        ("marketing", "fr", "marketing-fr"),
        ("worked-example", "fr", "worked-example"),
    ],
)
def test_a_sample_comes_in_the_language_asked_for_where_it_has_one(name, lang, folder):
    with sample_folder(name, lang) as path:
        assert path.name == folder
        assert (path / "applications.yaml").is_file()


def test_an_unknown_sample_is_refused_with_the_nearest_name():
    with (
        pytest.raises(ConfigError, match="markting") as failure,
        sample_folder("markting", "en"),
    ):
        pass
    assert "marketing" in (failure.value.hint or "")
