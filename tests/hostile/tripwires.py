"""Tripwires in a browser: what a page does that no page of a site does is written down; and how each is tripped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Dialog, Page, Request

from tests.hostile.payloads import FAR, HOST, WIRE

# Defined before anything on a page runs, so that whatever a payload would do is heard.
EARS = """
(() => {
  const told = [];
  const tell = (sort, said) => told.push([sort, String(said).slice(0, 300)]);
  Object.defineProperty(self, "tripped", { value: () => told.splice(0) });
  Object.defineProperty(self, "struck", { value: () => tell("struck", "called"), writable: false });
  addEventListener("DOMContentLoaded", () => (self.titled = document.title));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective: rule, blockedURI }) => {
    tell("policy", `${rule} ${blockedURI}`);
  });
})();
"""

# What stands on the page now that no page of a site holds; also in its templates, for those are shown later.
FOREIGN = """
(([schemes, parts]) => {
  const told = [];
  const tell = (sort, one) => told.push([sort, one.outerHTML.slice(0, 300)]);
  const own = (address) => new URL(address, location.href).origin === location.origin;
  const roots = [document];
  for (const root of roots) {
    for (const one of root.querySelectorAll("*")) {
      if (one.content instanceof DocumentFragment) roots.push(one.content);
      if (one.shadowRoot || one.matches(parts)) tell("element", one);
      for (const { name, value } of one.attributes) {
        if (/^on/i.test(name) || name === "style" || name === "srcdoc") tell("attribute", one);
        const made = one.id === "download" && value.startsWith(`blob:${location.origin}/`); // what the form made
        const leads = /^(?:xlink:)?href$|^(?:form)?action$/.test(name) && !made;
        if (leads && !schemes.includes(new URL(value, document.baseURI).protocol)) tell("scheme", one);
        if (/^(?:src|srcset|data|poster|background)$/.test(name) && !own(value)) tell("source", one);
      }
    }
  }
  const ids = [...document.querySelectorAll("[id]")];
  for (const one of ids) if (document.getElementById(one.id) !== one) tell("twice", one);
  if (self.titled !== document.title) told.push(["title", document.title]);
  if (self.name) told.push(["name", self.name]);
  return [...tripped(), ...told];
})
"""
SCHEMES = ["http:", "https:", "mailto:", "tel:"]
# A file that somebody made in the form is downloaded from memory; that link alone may be one.
MADE = "blob:"
PARTS = """
iframe, frame, frameset, object, embed, applet, base, style, portal, marquee, video, audio, dialog, [shadowrootmode],
script:not([src]):not([type="application/json"]):not([type="application/ld+json"]), [contenteditable],
meta[http-equiv="refresh" i], link[rel~="import"], link[rel~="prerender"]
"""


# After so many looks a browser is made to clear up. By itself it keeps hundreds of pages that were left, in gigabytes.
CLEARED = 25


class Trip(NamedTuple):
    """Something that happened and should not: the sort, where, and what it was."""

    sort: str
    at: str
    said: str


@dataclass
class Watch:
    """A page of a site, and what was amiss on it so far."""

    page: Page
    home: str
    at: str
    trips: list[Trip]
    looks: int = 0


def watched(context: BrowserContext, home: str) -> Watch:
    """A page in which nothing can be opened yet without being heard."""
    context.add_init_script(EARS)
    watch = Watch(context.new_page(), home, home, [])

    def tell(sort: str, said: str) -> None:
        watch.trips.append(Trip(sort, watch.at, said))

    # Heard, not held up: a browser of which requests are held up keeps no script or font for the next page.
    def asked(request: Request) -> None:
        if not request.url.startswith((home, "data:", f"{MADE}{home}")):
            tell("request", request.url)

    def interrupted(dialog: Dialog) -> None:
        tell("dialog", f"{dialog.type} {dialog.message}")
        dialog.dismiss()

    def popped(page: Page) -> None:
        tell("popup", page.url)
        page.close()

    context.on("request", asked)
    context.on("page", popped)
    context.on("dialog", interrupted)
    context.on("console", lambda message: tell("console", message.text))
    context.on("weberror", lambda error: tell("error", str(error.error)))
    watch.page.on("download", lambda download: tell("download", download.url))
    watch.page.on("websocket", lambda socket: tell("request", socket.url))
    watch.page.on("frameattached", lambda frame: tell("frame", frame.url))
    return watch


def opened(watch: Watch, address: str) -> Page:
    """Opens a page of the site."""
    watch.at = watch.home + address
    watch.page.goto(watch.at)
    return watch.page


def look(watch: Watch) -> None:
    """Writes down what stands on the page now and should not, and what happened on it."""
    here, there = urlsplit(watch.page.url), urlsplit(watch.at)
    if (here.netloc, here.path) != (there.netloc, there.path):
        watch.trips.append(Trip("moved", watch.at, watch.page.url))
    watch.trips.extend(Trip(sort, watch.at, told) for sort, told in watch.page.evaluate(FOREIGN, [SCHEMES, PARTS]))
    watch.looks += 1
    if watch.looks % CLEARED == 0:
        watch.page.request_gc()


# Each tripwire tripped ------------------------------------------------------------------------------------------------

# What is put at the end of a page without its policy, by what it must trip; one thing is put on a page that keeps it.
PLANTED: Mapping[str, str] = {
    "struck": f"<script>{WIRE}</script>",
    "policy": "<script>0</script>",
    "dialog": "<script>alert(1)</script>",
    "request": f"<img src=https://{HOST}/x.png>",
    "popup": "<script>open('about:blank')</script>",
    "moved": "<script>history.pushState(null, '', '/elsewhere')</script>",
    "title": "<script>addEventListener('load', () => setTimeout(() => (document.title = 'x'), 300))</script>",
    "name": "<script>self.name = 'x'</script>",
    "frame": "<iframe srcdoc=x></iframe>",
    "element": "<object></object>",
    "attribute": "<p onclick=x>",
    "scheme": "<a href=' java\nscript:x'>x</a>",
    "source": f"<template><img src=//{FAR}/x.png></template>",
    "twice": "<p id=x></p><p id=x></p>",
    "console": "<script>console.log('x')</script>",
    "error": "<script>throw new Error('x')</script>",
    "download": "<script>Object.assign(document.createElement('a'), {href: 'data:,x', download: 'x'}).click()</script>",
}


def planted(sort: str, page: str) -> str:
    """A page in which something of a sort was planted."""
    start, policy, rest = page.partition('<meta http-equiv="Content-Security-Policy"')
    assert policy
    whole = page if sort == "policy" else start + rest.partition(">")[2]
    return whole.replace("</body>", f"{PLANTED[sort]}</body>")


def tripped(watch: Watch, address: str) -> set[str]:
    """The sorts of what a page trips."""
    before = len(watch.trips)
    opened(watch, address)
    watch.page.wait_for_timeout(500)  # for what comes later by itself
    look(watch)
    return {one.sort for one in watch.trips[before:]}


def told(trips: Sequence[Trip]) -> str:
    """Trips as they are read when there should be none."""
    return json.dumps(trips[:20], indent=1)
