"""Tells what a workflow does that ours may not: the rules of requirement 20, for GitHub, Forgejo and GitLab."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

EVENTS = {"push", "pull_request", "pull_request_review", "schedule", "workflow_dispatch", "workflow_run"}
PROPOSALS = {"pull_request", "pull_request_review"}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
COMMENTED = re.compile(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", re.MULTILINE)
DIGEST = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
MAIN = "github.ref == 'refs/heads/main'"
BASE = re.compile(r"\$\{\{ github\.event\.pull_request\.base\.(ref|sha) \}\}")
# What may be done with the files of a proposal: all these only read it, or move its content to where it is read.
ALLOWED = (
    r"test ! -L change/content",
    r"mkdir -p change/content",
    r"cp -R change/content (program/)?content",
    r"(program/)?\.venv/bin/wisselwerk (guard|preview) .*--repository change\b[^;&|`$()]*((\"?\$\w+[^;&|`()]*))?",
)
# What GitLab tells that somebody outside chose.
GITLAB_WORDS = ("GITLAB_USER_LOGIN", r"CI_MERGE_REQUEST_\w+", r"CI_COMMIT_(?:MESSAGE|TITLE|AUTHOR|REF_NAME)")
ALONE = re.compile(r'"\$(?:\w+|\{[^}"]*\})"')  # one word in quotes, which may stand within other quotes
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')


def faults(text: str) -> list[str]:
    """What is wrong with a workflow of GitHub or Forgejo."""
    told = yaml.load(text, Loader=yaml.BaseLoader)
    events = set(told["on"] if isinstance(told["on"], (dict, list)) else [told["on"]])
    return sorted({*_whole(told, events, text), *_jobs(told, events)})


def _whole(told: Mapping[str, Any], events: set[str], text: str) -> Iterator[str]:
    yield from (f"begins at {event}" for event in events - EVENTS)
    if told.get("permissions") != {}:
        yield "does not begin without rights"
    if events & PROPOSALS and "secrets." in text:
        yield "gives secrets to a proposal"
    if len(COMMENTED.findall(text)) != text.count("uses: "):
        yield "does not say which version an action is"


def _jobs(told: Mapping[str, Any], events: set[str]) -> Iterator[str]:
    for name, job in told["jobs"].items():
        rights = job.get("permissions")
        if not isinstance(rights, dict):
            yield f"{name}: does not name its rights"
            rights = {}
        wide = {right for right, level in rights.items() if level == "write"}
        if events & PROPOSALS and wide:
            yield f"{name}: a proposal gets {', '.join(sorted(wide))}"
        if not _is_ours_alone(told, job, events, wide):
            yield f"{name}: publishes from elsewhere than main or a tag"
        if wide & {"id-token", "attestations", "pages", "issues"} and _runs_the_repository(job):
            yield f"{name}: has a right beside what the repository runs"
        images = [job.get("container", {}), *job.get("services", {}).values()]
        yield from (f"{name}: an image without a digest" for one in images if one and not DIGEST.fullmatch(image(one)))
        for step in steps(job):
            yield from (f"{name}: {said}" for said in step_faults(step, job.get("env", {})))
        if events & PROPOSALS:
            yield from (f"{name}: {said}" for said in proposal_faults(job))
        if "workflow_run" in events:
            yield from (f"{name}: {said}" for said in follow_up_faults(job))


def _is_ours_alone(told: Mapping[str, Any], job: Mapping[str, Any], events: set[str], wide: set[str]) -> bool:
    """Whether a job that publishes can begin only at the main branch, or at a tag."""
    if not wide & {"id-token", "pages"}:
        return True
    by_tag = events == {"push"} and list(told["on"]["push"]) == ["tags"]
    return by_tag or MAIN in job.get("if", "").split(" && ")


def _runs_the_repository(job: Mapping[str, Any]) -> bool:
    return any("actions/checkout@" in step.get("uses", "") or "make " in step.get("run", "") for step in steps(job))


def steps(job: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The steps of a job."""
    found: list[Mapping[str, Any]] = job.get("steps", [])
    return found


def image(one: Any) -> str:
    """The name of an image, which may stand by itself."""
    return str(one if isinstance(one, str) else one["image"])


def step_faults(step: Mapping[str, Any], known: Mapping[str, str] = {}) -> Iterator[str]:
    """What is wrong with a step, in whatever workflow."""
    used, run, given = step.get("uses", ""), step.get("run", ""), step.get("with", {})
    if used and not used.startswith("./") and not PINNED.fullmatch(used):
        yield f"{used.partition('@')[0]} is not named by its commit"
    if used.startswith("actions/checkout@") and given.get("persist-credentials") != "false":
        yield "a checkout leaves a key behind"
    if "${{" in run or "${{" in given.get("script", ""):
        yield "a command holds words from outside"
    told = {**known, **step.get("env", {})}
    if _bare(run, [name for name, value in told.items() if "${{" in value and "github.token" not in value]):
        yield "a word from outside stands in a command without quotes"
    if re.search(r"\b(curl|wget)\b", run):
        yield "a command fetches what is not pinned"
    if re.search(r"\bpip\b.* install (?!.*--require-hashes)|\bnpm (install|i|exec)\b|\bnpx\b", run):
        yield "a command installs what is not pinned"


def _bare(run: str, names: Iterable[str]) -> bool:
    """Whether a word from outside stands in a command without quotes, so that it can become a part of it."""
    outside = "|".join(names)
    return bool(outside and re.search(rf"\$\{{?(?:{outside})\b", QUOTED.sub("", ALONE.sub("", run))))


def proposal_faults(job: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a job that looks at a proposal: the program and the settings are those of the base."""
    fetched = [step["with"] for step in steps(job) if step.get("uses", "").startswith("actions/checkout@")]
    base = [given for given in fetched if "path" not in given]
    if fetched and not (len(base) == 1 and BASE.fullmatch(base[0].get("ref", ""))):
        yield "the program is not that of the base"
    places = [given["path"] for given in fetched if "path" in given]
    commands = [line for step in steps(job) for line in lines(step.get("run", ""))]
    if any(re.search(r"checkout\b.*(remotes/change|refs/pull|FETCH_HEAD)", line) for line in commands):
        yield "the program is not that of the base"
    yield from (f"the proposal stands in {place}" for place in places if place != "change")
    yield from (f"does more than read the proposal: {line}" for line in commands if not _only_reads(line))
    yield from (
        f"works in the proposal: {step['working-directory']}" for step in steps(job) if "working-directory" in step
    )


def _only_reads(line: str) -> bool:
    touches = re.search(r"(?<![\w/-])(\./|\.\./)?change(/|\b)(?!s)", line) and "remotes/change" not in line
    return not touches or any(re.fullmatch(allowed, line) for allowed in ALLOWED)


def follow_up_faults(job: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a job that begins after another workflow, with rights: what that one left is hostile."""
    for step in steps(job):
        if step.get("uses", "").startswith("actions/checkout@"):
            yield "fetches files beside what a proposal left"
        if re.search(r"\b(make|npm|pip|python|node|bash|sh|source|eval|unzip|tar)\b", step.get("run", "")):
            yield "runs more than it takes to place a comment"


def lines(run: str) -> list[str]:
    """The commands of a step, each on one line."""
    return [line.strip() for line in re.sub(r"\\\n\s*", "", run).splitlines() if line.strip()]


# GitLab ---------------------------------------------------------------------------------------------------------------


def gitlab_faults(text: str) -> list[str]:
    """What is wrong with the pipeline of GitLab."""
    told = yaml.load(text, Loader=yaml.BaseLoader)
    images = [told.get("default", {}).get("image"), *(job.get("image") for job in told.values() if _is_job(job))]
    found = ["an image without a digest" for one in images if one and not DIGEST.fullmatch(image(one))]
    for name, job in told.items():
        if _is_job(job) and "script" in job:
            found += [f"{name}: {said}" for said in _gitlab_job(name, job)]
    return found


def _is_job(job: Any) -> bool:
    return isinstance(job, dict) and bool(job.keys() & {"script", "image", "before_script"})


def _gitlab_job(name: str, job: Mapping[str, Any]) -> Iterator[str]:
    rules = [one.get("if") for one in job.get("rules", ())]
    script: Iterable[str] = job["script"]
    if name == "pages" and rules != ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"]:
        yield "publishes from elsewhere than main"
    if any(_bare(line, GITLAB_WORDS) for line in script):
        yield "a word from outside stands in a command without quotes"
    if '$CI_PIPELINE_SOURCE == "merge_request_event"' in rules:
        base = [
            'git fetch -q origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"',
            "git worktree add -q --detach ../program FETCH_HEAD",
            "cd ../program",
        ]
        if list(script)[:3] != base:
            yield "the program is not that of the base"
