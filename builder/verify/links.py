"""Where an address on a page leads: to a file of the site, or nowhere."""

from collections.abc import Callable
from urllib.parse import unquote

MISSING = "404.html"  # served at any address, so its links begin at the root of the site
Stands = Callable[[str], bool]  # whether there is such a file


def anywhere(_: str) -> bool:
    """For pages that are looked at by themselves."""
    return True


def landing(page: str, address: str) -> str:
    """The path of the file that an address of the site leads to, from a page; empty when it leads out of the site."""
    path = address.partition("#")[0].partition("?")[0]
    path = unquote(path) if "%" in path else path
    if not path:
        return page
    steps = page.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    found = "/".join(steps)
    return f"{found}/index.html".lstrip("/") if path.endswith(("/", "..", "/.")) or path == "." else found


def leads(page: str, address: str, stands: Stands) -> bool:
    """Whether an address on a page leads to a file that stands."""
    if page == MISSING:
        parts = address.split("/")[1:]  # begins with the folder that the site is served from, if any
        return address.startswith("/") and any(
            stands(landing(MISSING, "/".join(parts[start:]) or "./")) for start in range(len(parts))
        )
    return not address.startswith("/") and stands(landing(page, address))


def of_ours(address: str, home: str) -> str:
    """The path of the file that a whole address leads to, when it is one of this site; else nothing."""
    if not home or not address.startswith(home):
        return ""
    return landing("index.html", address.removeprefix(home) or "./")
