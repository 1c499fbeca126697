import re
from pathlib import Path

import pytest

from web.settings import ROOT, SETTINGS, index_directory, models_directory, read_settings

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text("utf-8")
FOR_ALL, _, FOR_BUILDS = PAGE.partition("## For builds")
DOCUMENTED = re.findall(
    r"^\| `(YIDING_\w+)` \| (?:`([^`]*)`|\(empty\)) \|", FOR_ALL, flags=re.MULTILINE
)


def test_every_setting_is_documented_with_its_default_and_none_besides():
    assert [(row.name, row.default) for row in SETTINGS] == DOCUMENTED


def test_every_setting_of_a_build_is_documented_and_none_besides():
    read = {
        name
        for path in (ROOT / "index").rglob("*.py")
        for name in re.findall(r'"(YIDING_[A-Z_]+)"', path.read_text("utf-8"))
    }
    documented = set(re.findall(r"^\| `(YIDING_\w+)`", FOR_BUILDS, flags=re.MULTILINE))
    assert documented == read - {row.name for row in SETTINGS}
    assert len(documented) >= 4


def test_the_configuration_wins_over_the_environment_over_the_default():
    environment = {"YIDING_INDEX": "from/environment", "YIDING_LANGUAGE": "en"}
    values = read_settings({"YIDING_INDEX": "from/config"}, environment)
    assert values["YIDING_INDEX"] == "from/config"
    assert values["YIDING_LANGUAGE"] == "en"
    assert values["YIDING_MAXIMUM_BODY"] == "1048576"


def test_the_process_environment_is_read(monkeypatch):
    monkeypatch.setenv("YIDING_ENCODER", "none")
    assert read_settings({})["YIDING_ENCODER"] == "none"


def test_without_a_folder_those_of_the_checkout_are_used(tmp_path):
    values = read_settings({}, {"YIDING_MODELS": ""})
    assert index_directory(values) == ROOT / "var" / "index"
    assert models_directory(values) == ROOT / "var" / "models"
    chosen = read_settings({"YIDING_INDEX": tmp_path}, {"YIDING_MODELS": "models"})
    assert index_directory(chosen) == tmp_path
    assert models_directory(chosen) == ROOT / "models"


@pytest.mark.parametrize(
    ("name", "value"),
    [("YIDING_LANGUAGE", "fr"), ("YIDING_MAXIMUM_BODY", "1 MB"), ("YIDING_MAXIMUM_BODY", "-1")],
)
def test_a_value_that_cannot_be_used_is_named(name, value):
    with pytest.raises(ValueError, match=f"{name}.*{value}"):
        read_settings({name: value}, {})
