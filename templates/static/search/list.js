// list.js: lets people narrow a list with the facets of the search page.
//
// The list is whole without it. On first use, or at an address that asks something, it takes the form and the templates
// from the search page, puts them above the list and starts search.js there.
//
// The page holds
//   form#search (hidden)   with data-page (the address of the search page), data-names (what an address may ask), and
//                          data-fixed, data-sort and #listed as search.js wants them; in it
//   details#filters        closed; #count  #progress (hidden)  #trouble (hidden, with its sentence)
"use strict";

(function () {
  const BELOW = ["chosen", "unfilter", "empty", "results", "more"]; // in this order
  const form = document.getElementById("search");
  const part = (id) => document.getElementById(id);
  let begun = false;
  let script; // the address of search.js, once the rest is there

  form.hidden = false;
  part("filters").addEventListener("toggle", ({ target }) => target.open && begin());
  const asked = new URLSearchParams(location.search);
  if (asked.get("q")) part("filters").open = true; // words must be seen; filters have their own buttons
  if (form.dataset.names.split(" ").some((name) => asked.get(name))) begin();

  /** Makes the list one that can be narrowed, once; after trouble, anew. */
  async function begin() {
    if (begun) return;
    begun = true;
    part("progress").hidden = false;
    part("trouble").hidden = true;
    try {
      script ??= await brought(new URL(form.dataset.page, location.href));
      await run(script);
    } catch {
      begun = false;
      part("progress").hidden = true;
      part("trouble").hidden = false;
    }
  }

  /** Brings what the search page has, and says where its script is. */
  async function brought(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const absolute = (relative) => new URL(relative, address).href;
    const { index, root, worker, scripts } = page.getElementById("search").dataset;
    Object.assign(form.dataset, { index: absolute(index), root: absolute(root), worker: absolute(worker) });
    form.dataset.scripts = scripts.trim().split(/\s+/).map(absolute).join(" ");
    for (const link of page.querySelectorAll("#empty a[href]")) link.href = absolute(link.getAttribute("href"));
    part("filters").append(page.querySelector("#search .search"), page.getElementById("facets"));
    part("count").after(page.getElementById("sorting"));
    form.append(...BELOW.map((id) => page.getElementById(id)));
    document.body.append(...page.querySelectorAll("template"), page.getElementById("search-words"));
    return absolute(page.querySelector("script[src]").getAttribute("src"));
  }

  /** Runs a script. */
  function run(address) {
    return new Promise((resolve, reject) => {
      document.body.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject }));
    });
  }
})();
