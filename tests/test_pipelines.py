"""Det som beskrivningarna i .github/ och .gitlab-ci.yml lovar: vad som körs när, med vilka rättigheter och versioner."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from macros.cli import COMMANDS
from macros.settings import ROOT
from macros.tools import bootstrap, lock
from tests.forrad import commit

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = {f".ci/{path.name}" for path in (ROOT / ".ci").iterdir()}
SUITES = ("make test", "make tackning", "pytest", ".ci/run", "macros test", "npm", ".ci/granska")
SHELL = {"echo", "exit", "fi", "if", "mv", "rm"}  # kommandon som finns i varje skal


def load(path: Path) -> dict[str, Any]:
    """Allt som text: YAML 1.1 läser annars `on` som sant."""
    return yaml.load(path.read_text("utf8"), Loader=yaml.BaseLoader)


GITHUB = {path.stem: load(path) for path in WORKFLOWS}
GITLAB = load(ROOT / ".gitlab-ci.yml")
KEYWORDS = {"image", "stages", "workflow", "variables", "default"}
GITLAB_JOBS = {name: job for name, job in GITLAB.items() if name not in KEYWORDS and not name.startswith(".")}


def steps() -> Iterator[dict[str, Any]]:
    for workflow in GITHUB.values():
        for job in workflow["jobs"].values():
            yield from job["steps"]


def commands() -> Iterator[str]:
    """Varje rad som körs, i båda."""
    scripts = [step["run"] for step in steps() if "run" in step]
    scripts += ["\n".join(job["script"]) for job in GITLAB_JOBS.values()]
    for script in scripts:
        yield from filter(None, (re.sub(r"^\w+=\S+$", "", line.strip()) for line in script.splitlines()))


# ---- Kommandona finns -------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_of_the_pipelines_exists(line: str) -> None:
    first, *rest = line.split()
    if first == "make":
        assert rest[0] in COMMANDS
    elif first == "python3":
        assert rest[:2] == ["-m", "macros"] and rest[2] in COMMANDS
    elif first == "npm":
        package = json.loads((ROOT / "package.json").read_text("utf8"))
        assert rest[0] == "ci" or (rest[0] == "run" and rest[1] in package["scripts"])
    else:
        assert first in SCRIPTS | SHELL
        assert first in SHELL or os.access(ROOT / first, os.X_OK)


def test_every_hook_before_a_commit_is_a_command_of_the_project() -> None:
    [repo] = load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    commands_of_hooks = [hook["entry"].removeprefix("python3 -m macros ") for hook in repo["hooks"]]
    assert commands_of_hooks == ["kontroll", "format"] and set(commands_of_hooks) <= set(COMMANDS)


def test_the_updates_find_the_version_of_uv() -> None:
    [manager] = json.loads((ROOT / "renovate.json").read_text("utf8"))["customManagers"]
    [pattern] = manager["matchStrings"]
    source = (ROOT / "macros/tools/lock.py").read_text("utf8")
    assert re.findall(pattern.replace("?<", "?P<"), source) == [lock.UV.removeprefix("uv==")]


def test_the_suite_of_the_project_is_make_test() -> None:
    assert (ROOT / ".ci/run").read_text("utf8").rstrip().endswith("exec make test")


# ---- Versionerna ------------------------------------------------------------------------------------------


def test_actions_are_pinned_by_hash_and_tell_their_version() -> None:
    lines = [line.strip() for path in WORKFLOWS for line in path.read_text("utf8").splitlines() if "uses:" in line]
    assert len(lines) > 5
    for line in lines:
        assert re.fullmatch(r"(?:- )?uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_version_everywhere() -> None:
    versions: dict[str, set[str]] = {}
    for step in steps():
        if "uses" in step:
            name, _, version = step["uses"].partition("@")
            versions.setdefault(name, set()).add(version)
    assert {name for name, found in versions.items() if len(found) > 1} == set()


def images() -> list[str]:
    given = [GITLAB["image"], *(job["image"] for job in GITLAB_JOBS.values() if "image" in job)]
    (matrix,) = GITLAB_JOBS["prov"]["parallel"]["matrix"]
    return [image.replace("$PYTHON", version) for image in given for version in matrix["PYTHON"]]


def test_images_are_pinned_to_an_exact_version() -> None:
    for image in images():
        assert re.fullmatch(r"(?:python|node):\d+\.\d+\.\d+-[a-z-]+(?:@sha256:[0-9a-f]{64})?", image), image


def test_the_suite_runs_on_every_python_that_the_project_promises() -> None:
    promised = ["3.11", "3.12", "3.13"]
    assert GITHUB["kontroll"]["jobs"]["prov"]["strategy"]["matrix"]["python"] == promised
    (matrix,) = GITLAB_JOBS["prov"]["parallel"]["matrix"]
    assert [version.rpartition(".")[0] for version in matrix["PYTHON"]] == promised


# ---- Rättigheterna ----------------------------------------------------------------------------------------


# Jobben som får skriva, och vad: publiceringen, och de som lägger förslag och en kommentar (beslut 12).
WRITES = {
    ("publicera", "publicera"): {"pages", "id-token"},
    ("kontroll", "forslag"): {"pull-requests"},
    ("kontroll", "kommentar"): {"pull-requests"},
}


def test_only_three_jobs_may_write_and_only_what_they_need() -> None:
    for name, workflow in GITHUB.items():
        assert workflow["permissions"] == {"contents": "read"}
        for job, content in workflow["jobs"].items():
            writes = {right for right, level in content.get("permissions", {}).items() if level != "read"}
            assert writes == WRITES.get((name, job), set()), job


@pytest.mark.parametrize("job", ["forslag", "kommentar"])
def test_a_proposal_from_a_copy_gets_no_right_to_write(job: str) -> None:
    condition = GITHUB["kontroll"]["jobs"][job]["if"]
    assert "github.event.pull_request.head.repo.full_name == github.repository" in condition
    assert condition.removeprefix("!cancelled() && ").startswith("github.event_name == 'pull_request' &&")


def test_the_job_that_builds_the_change_may_not_write_and_hands_over_its_comment_as_one_line() -> None:
    """Det som bygger kör ändringens egen kod. Kommentaren går vidare som en rad JSON, och når skalet bara som miljö."""
    jobs = GITHUB["kontroll"]["jobs"]
    assert "permissions" not in jobs["data"] and jobs["kommentar"]["needs"] == "data"
    assert GITLAB_JOBS["kommentar"]["needs"] == ["forhandsvisning"]
    assert "kommentar.json" in GITLAB_JOBS["forhandsvisning"]["artifacts"]["paths"]


def test_a_checkout_keeps_no_password_and_every_job_has_an_end() -> None:
    for step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
    for workflow in GITHUB.values():
        assert all(int(job["timeout-minutes"]) <= 60 for job in workflow["jobs"].values())


def test_the_text_of_a_proposal_is_never_a_command() -> None:
    """Namn på grenar och rubriker skriver vem som helst. De når skalet bara som miljö."""
    assert all("${{" not in step["run"] for step in steps() if "run" in step)
    assert all("pull_request_target" not in workflow["on"] for workflow in GITHUB.values())


def test_a_new_check_replaces_the_old_and_a_publication_is_left_to_finish() -> None:
    assert {name: workflow["concurrency"]["cancel-in-progress"] for name, workflow in GITHUB.items()} == {
        "kontroll": "true",
        "publicera": "false",
    }
    assert GITLAB_JOBS["pages"]["resource_group"] == "pages"
    assert {name for name, job in GITLAB_JOBS.items() if job.get("interruptible") != "true"} == {"pages"}


def test_what_cannot_be_built_is_not_published() -> None:
    jobs = GITHUB["publicera"]["jobs"]
    assert jobs["publicera"]["needs"] == "bygg" and not {"always()", "failure()"} & set(jobs["publicera"]["if"].split())
    assert all("continue-on-error" not in step and "if" not in step for job in jobs.values() for step in job["steps"])
    assert GITLAB_JOBS["pages"]["script"][0] == ".ci/bygg"
    assert GITLAB_JOBS["pages"]["allow_failure"] == {"exit_codes": "75"}  # nattens bygge utan något nytt


# ---- Vad som körs när -------------------------------------------------------------------------------------


def runs_a_suite(script: str) -> bool:
    return any(suite in script for suite in SUITES)


def test_publishing_and_the_nightly_build_run_no_suite() -> None:
    assert {"push", "schedule", "workflow_dispatch"} == set(GITHUB["publicera"]["on"])
    for job in GITHUB["publicera"]["jobs"].values():
        assert not any(runs_a_suite(step.get("run", "")) for step in job["steps"])


def test_the_jobs_that_run_a_suite_wait_for_a_change_of_code() -> None:
    jobs = GITHUB["kontroll"]["jobs"]
    heavy = {name for name, job in jobs.items() if any(runs_a_suite(step.get("run", "")) for step in job["steps"])}
    assert heavy == {"data", "prov", "skript"}
    for name in heavy - {"data"}:
        assert (jobs[name]["needs"], jobs[name]["if"]) == ("andring", "needs.andring.outputs.kod == 'true'")
    assert not any("make test" in step.get("run", "") for step in jobs["data"]["steps"])


class Event(NamedTuple):
    """Det som GitLab får veta: varifrån körningen kom, vilken gren och vilka filer som har ändrats."""

    source: str
    branch: str
    changed: tuple[str, ...]


def holds(condition: str, event: Event) -> bool:
    """Ett villkor i GitLab, av de slag som används."""
    values = {"CI_PIPELINE_SOURCE": event.source, "CI_COMMIT_BRANCH": event.branch, "CI_DEFAULT_BRANCH": "main"}
    left, right = (
        values[side.removeprefix("$")] if side.startswith("$") else side.strip('"') for side in condition.split(" == ")
    )
    return left == right


def fits(pattern: str, path: str) -> bool:
    """`*` är en fil i roten, `mapp/**/*` allt i mappen. Andra mönster används inte."""
    if pattern == "*":
        return "/" not in path
    assert pattern.endswith("/**/*"), pattern
    return path.startswith(pattern.removesuffix("**/*"))


def rule_applies(rule: dict[str, Any], event: Event) -> bool:
    if "if" in rule and not holds(rule["if"], event):
        return False
    # Vid ett schema finns inget att jämföra med, och då räknar GitLab allt som ändrat.
    patterns = rule.get("changes", [])
    return not patterns or event.source == "schedule" or any(fits(one, path) for one in patterns for path in event.changed)


def jobs_for(event: Event) -> set[str]:
    chosen = set()
    for name, job in GITLAB_JOBS.items():
        rules = job.get("rules") or GITLAB.get(job.get("extends", ""), {"rules": [{}]})["rules"]
        first = next((rule for rule in rules if rule_applies(rule, event)), {"when": "never"})
        if first.get("when") != "never":
            chosen.add(name)
    return chosen


DATA, CODE = ("data/insatser.yaml", "docs/ansok/mal.md"), ("data/insatser.yaml", "macros/read.py")


@pytest.mark.parametrize(
    ("event", "jobs"),
    [
        (Event("merge_request_event", "", DATA), {"kontroll", "forslag", "forhandsvisning", "kommentar"}),
        (Event("merge_request_event", "", CODE), {"kontroll", "forslag", "forhandsvisning", "kommentar", "prov", "skript"}),
        (Event("push", "main", DATA), {"kontroll", "pages"}),
        (Event("push", "main", CODE), {"kontroll", "pages", "prov", "skript"}),
        (Event("schedule", "main", ()), {"kontroll", "pages"}),
    ],
    ids=["förslag om data", "förslag om kod", "data i main", "kod i main", "varje natt"],
)
def test_gitlab_runs_what_the_change_calls_for(event: Event, jobs: set[str]) -> None:
    assert jobs_for(event) == jobs


def test_publishing_in_gitlab_waits_for_nothing() -> None:
    assert GITLAB_JOBS["pages"]["needs"] == [] and not runs_a_suite("\n".join(GITLAB_JOBS["pages"]["script"]))


def test_every_file_outside_data_and_docs_is_code_in_gitlab() -> None:
    (patterns,) = (rule["changes"] for rule in GITLAB[".kod"]["rules"] if "changes" in rule)
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for path in done.stdout.splitlines():
        assert path.startswith(("data/", "docs/")) != any(fits(pattern, path) for pattern in patterns), path


def test_no_file_is_a_link_out_of_the_project() -> None:
    done = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if line.startswith("120000")] == []


# ---- Skripten i .ci ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("installed", "calls"), [(False, ["prov"]), (True, [])])
def test_the_tools_are_installed_at_once(monkeypatch: pytest.MonkeyPatch, installed: bool, calls: list[str]) -> None:
    """Skriptets rad i Python, utan att något installeras på riktigt."""
    made: list[str] = []
    monkeypatch.setattr(bootstrap, "is_installed", lambda kind: installed)
    monkeypatch.setattr(bootstrap, "install", made.append)
    [line] = re.findall(r'python3 -c "(.+)"', (ROOT / ".ci/installera").read_text("utf8"))
    exec(line, {})
    assert made == calls and bootstrap.LOCKS["prov"].is_file()


def test_what_a_link_leads_to_is_never_emptied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Att installera tömmer .venv. Är den en länk hade någon annans mapp tömts."""
    (tmp_path / "annan").mkdir()
    (tmp_path / "annan/fil").write_text("viktig", "utf8")
    (tmp_path / ".venv").symlink_to(tmp_path / "annan")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    with pytest.raises(SystemExit, match=r"^Mappen \.venv är en länk"):
        bootstrap.install("bygge")
    assert (tmp_path / "annan/fil").read_text("utf8") == "viktig"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Ett förråd med en fil av varje slag och skriptet som skiljer dem åt."""
    for name in ("data/a.yaml", "docs/a.md", "macros/a.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("förut", "utf8")
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    commit(tmp_path)
    return tmp_path


def code_changed(folder: Path, since: str) -> str:
    return subprocess.run([".ci/kod", since], cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (["data/a.yaml"], "false"),
        (["docs/a.md"], "false"),
        (["data/å.yaml", "docs/ä/ö.md"], "false"),
        (["macros/a.py"], "true"),
        (["data/a.yaml", "README.md"], "true"),
        (["data.py"], "true"),
        (["macros/data/a.yaml"], "true"),
    ],
)
def test_a_change_of_data_and_text_is_told_from_a_change_of_code(repository: Path, changed: list[str], said: str) -> None:
    for name in changed:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("nu", "utf8")
    commit(repository)
    assert code_changed(repository, "HEAD~1") == f"kod={said}\n"


def test_what_git_does_not_know_counts_as_code(repository: Path) -> None:
    """Som första gången en gren skickas, då revisionen före är noll."""
    assert code_changed(repository, "0" * 40) == "kod=true\n"
