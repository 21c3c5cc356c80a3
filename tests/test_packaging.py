"""What people install, and how it says what it is."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import yaml

import builder
from builder.shipped import templates_folder
from tests.visits import SCENARIOS

CHECKOUT = Path(__file__).parent.parent
REQUIREMENTS = sorted((CHECKOUT / "requirements").glob("*.txt"))


def run(*words: str | Path, folder: Path) -> str:
    """What a command prints, outside the checkout and with an environment of its own."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as people install it, made from this checkout without a network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT, folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a new environment that holds the package, and borrows what it depends on from this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", "env", folder=folder)
    bin_folder = folder / "env" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", bin_folder / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=folder)
    packages = run(bin_folder / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder)
    (Path(packages.strip()) / "borrowed.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return bin_folder


def test_the_wheel_carries_the_program_the_templates_and_the_browser_parts(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    templates = {
        f"builder/_templates/{path.relative_to(CHECKOUT / 'templates').as_posix()}"
        for path in (CHECKOUT / "templates").rglob("*")
        if path.is_file()
    }

    assert templates - names == set()
    assert {"builder/__init__.py", "builder/py.typed", "builder/_templates/static/vendor/lunr.js"} <= names
    assert any(name.startswith("builder/_templates/locales/") for name in names)
    assert {name.split("/")[0] for name in names} == {"builder", f"wisselwerk-{builder.__version__}.dist-info"}


def test_the_wheel_carries_every_example_of_a_network_and_not_its_tests(wheel: Path):
    folder = CHECKOUT / "tests" / "scenarios"
    starters = {
        f"builder/_starters/{name}/{path.relative_to(folder / name).as_posix()}"
        for name in SCENARIOS
        for path in (folder / name).rglob("*")
        if path.is_file() and ".wisselwerk" not in path.parts
    }

    assert {name for name in zipfile.ZipFile(wheel).namelist() if "_starters/" in name} == starters
    assert len(starters) > len(SCENARIOS)


def test_the_wheel_names_its_licence_and_carries_the_text(wheel: Path):
    folder = f"wisselwerk-{builder.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        facts = archive.read(f"{folder}/METADATA").decode()
        text = archive.read(f"{folder}/licenses/LICENSE")

    assert "\nLicense-Expression: EUPL-1.2\n" in facts
    assert text == (CHECKOUT / "LICENSE").read_bytes()


def test_the_wheel_carries_the_lists_of_what_it_is_made_of(wheel: Path):
    folder = f"wisselwerk-{builder.__version__}.dist-info/sboms"
    with zipfile.ZipFile(wheel) as archive:
        for name in ("program.cdx.json", "browser.cdx.json"):
            assert archive.read(f"{folder}/{name}") == (CHECKOUT / "requirements" / name).read_bytes()


def test_the_wheel_is_the_same_wherever_and_however_it_is_made(wheel: Path, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    for name in ("builder", "templates", "tests/scenarios", "requirements"):
        shutil.copytree(CHECKOUT / name, elsewhere / name, copy_function=shutil.copyfile)  # other days and modes
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(CHECKOUT / name, elsewhere / name)
    build = f"umask 077; TZ=Asia/Tokyo PYTHONHASHSEED=1 {sys.executable} -m build --wheel --no-isolation --outdir dist"
    run("sh", "-c", build, folder=elsewhere)

    assert next(elsewhere.glob("dist/*.whl")).read_bytes() == wheel.read_bytes()


def test_the_command_works_outside_the_checkout(installed: Path, tmp_path: Path):
    assert builder.__version__ in run(installed / "wisselwerk", "--version", folder=tmp_path)


def test_an_installed_program_finds_its_own_templates(installed: Path, tmp_path: Path):
    question = "from builder.shipped import templates_folder as it; print(it(), it().joinpath('locales').is_dir())"

    place, found = run(installed / "python", "-c", question, folder=tmp_path).split()

    assert Path(place).is_relative_to(installed.parent)
    assert found == "True"


def test_an_installed_program_begins_a_network_like_an_example(installed: Path, tmp_path: Path):
    run(installed / "wisselwerk", "new", "network", "here", "--like", "five-person-start", folder=tmp_path)

    assert run(installed / "wisselwerk", "check", "--root", "here", folder=tmp_path).startswith("Alles klopt")


def test_a_checkout_uses_the_templates_that_stand_in_it():
    assert templates_folder() == CHECKOUT / "templates"


def test_the_templates_inside_a_package_come_first(tmp_path: Path):
    package = tmp_path / "builder"
    (package / "_templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()

    assert templates_folder(package) == package / "_templates"


def test_the_version_is_the_same_wherever_it_is_written():
    written = {
        json.loads((CHECKOUT / "package.json").read_text("utf-8"))["version"],
        json.loads((CHECKOUT / "package-lock.json").read_text("utf-8"))["version"],
        yaml.safe_load((CHECKOUT / "publiccode.yml").read_text("utf-8"))["softwareVersion"],
    }

    assert written == {builder.__version__}


@pytest.mark.parametrize("path", [CHECKOUT / "package-lock.json", *REQUIREMENTS], ids=lambda path: path.name)
def test_a_lock_names_no_place_to_fetch_from(path: Path):
    text = path.read_text("utf-8")

    assert [line for line in text.splitlines() if "://" in line or "index-url" in line or '"resolved"' in line] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_by_hash(path: Path):
    entries = re.split(r"\n(?=[a-z])", path.read_text("utf-8"))

    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+ (; .* )?\\\n +--hash=sha256:", entry)] == []


def test_every_browser_package_is_pinned_by_hash():
    lock = json.loads((CHECKOUT / "package-lock.json").read_text("utf-8"))
    parts = {name: part for name, part in lock["packages"].items() if name}

    assert [name for name, part in parts.items() if not part["integrity"].startswith("sha512-")] == []


def test_the_browser_packages_of_the_site_are_asked_for_by_exact_version():
    asked = json.loads((CHECKOUT / "package.json").read_text("utf-8"))

    assert [name for name, version in asked["dependencies"].items() if not re.fullmatch(r"[\d.]+", version)] == []


def test_the_build_and_the_tests_install_the_same_versions():
    texts = {path.stem: path.read_text("utf-8") for path in REQUIREMENTS}
    build, tests = (set(re.findall(r"^[\w.-]+==\S+", texts[name], re.MULTILINE)) for name in ("build", "test"))

    assert build - tests == set()


def test_the_public_code_file_has_what_its_standard_asks():
    facts = yaml.safe_load((CHECKOUT / "publiccode.yml").read_text("utf-8"))
    asked = {"name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal", "maintenance"}

    assert facts["publiccodeYmlVersion"] == "0.5.0"
    assert asked | {"localisation"} <= facts.keys()
    assert facts["legal"]["license"] == "EUPL-1.2"
    assert facts["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in facts["maintenance"]["contacts"])
    assert facts["localisation"]["localisationReady"] is True


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_public_code_file_describes_the_software_in_dutch_and_in_english(language: str):
    facts = yaml.safe_load((CHECKOUT / "publiccode.yml").read_text("utf-8"))
    told = facts["description"][language]

    assert 0 < len(told["shortDescription"]) <= 150
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert told["features"]
    assert language in facts["localisation"]["availableLanguages"]
