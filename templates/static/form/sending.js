// sending.js: the last step: what is worth a look, who will read what, and the ways by which the file can leave.
"use strict";

(function (scope) {
  const { rules } = scope;
  const part = (id) => document.getElementById(id);

  /** `there` says whether the file is there already, so that its text goes in the place of the old. */
  function sending(data, { fields, answer, nameOf, spot }, worded, there) {
    let download = ""; // the address of the file to download

    for (const id of ["open", "mail"]) part(id)?.addEventListener("click", ({ currentTarget }) => currentTarget.dataset.copies && copy());
    part("copy").addEventListener("click", copy);

    /** Shows a text that goes to a path, with what may be said of it. */
    function sent(text, at, problems, file = new Map()) {
      part("text").textContent = text;
      reminded(problems);
      told(file);
      ways(text, at);
    }

    /** What is not wrong, but worth a look. */
    function reminded(problems) {
      const rows = problems.filter(({ severity }) => severity !== "error").map((problem) => {
        const row = document.createElement("li");
        row.textContent = `${nameOf(spot(problem.at))}: ${worded(problem).join(" ")}`;
        return row;
      });
      part("notes").querySelector("ul").replaceChildren(...rows);
      part("notes").hidden = !rows.length;
    }

    /** Says what everyone will read, and what only the network. */
    function told(file) {
      const internal = hiddenIn(file);
      const filled = fields.filter((field) => field.dataset.field !== "owner" && [answer(field)].flat().some((one) => (typeof one === "string" ? one.trim() : one)));
      const rows = [[data.words["public-site"], false], [data.words["public-network"], true]].flatMap(([who, hidden]) => {
        const names = filled.filter(({ dataset }) => internal(dataset.field) === hidden).map(nameOf);
        if (!names.length) return [];
        return [["dt", who], ["dd", names.join(", ")]].map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text }));
      });
      part("readers").replaceChildren(...rows);
      part("public-repository").hidden = !data.open;
    }

    /** Whether only the network sees a question: as its file says, or else as is usual. */
    function hiddenIn(file) {
      const named = new Map(data.order.flatMap(([name, key]) => [[name, name], [key, name]]));
      const closed = (word) => typeof word === "string" && !["", "openbaar", "public"].includes(word.trim().toLowerCase());
      const usual = data.fields.flatMap((field) => [field, ...(field.parts ?? []).map((inner) => ({ ...inner, name: `${field.name}.${inner.name}` }))]);
      const hidden = new Set(usual.filter(({ shown }) => shown === "internal").map(({ name }) => name));
      if (fields.some((field) => field.dataset.field === "pseudonym" && answer(field).trim())) hidden.add("name");
      const chosen = file.get("field_visibility");
      for (const [key, word] of chosen instanceof Map ? chosen : []) {
        const [first, inner] = String(key).toLowerCase().split(".");
        const parts = data.fields.find(({ name }) => name === named.get(first))?.parts ?? [];
        const part = inner && (parts.find(({ name, key: dutch }) => [name, dutch].includes(inner))?.name ?? inner);
        const name = [named.get(first) ?? first, part].filter(Boolean).join(".");
        if (closed(word)) hidden.add(name);
        else hidden.delete(name);
      }
      return (path) => closed(file.get("visibility")) || hidden.has(path) || hidden.has(path.split(".")[0]);
    }

    /** The links by which the file can leave. */
    function ways(text, at) {
      const { words, forge } = data;
      const name = at.replace(/^.*\/([^/]+)(?:\/index)?\.\w+$/, "$1");
      const folder = at.slice(0, at.lastIndexOf("/"));
      const open = part("open");
      if (open) {
        const page = (there ? forge.edit : forge.new).replace("{path}", at).replace("{folder}", folder);
        const whole = forge.value && !there ? `${page}${forge.value}${encoded(text)}` : "";
        const fits = Boolean(whole) && whole.length <= data.longest;
        open.href = fits ? whole : page;
        open.textContent = rules.filled(fits ? words.open : words.paste, { forge: forge.name });
        part("open-text").textContent = rules.filled(words[there ? "over-text" : fits ? "open-text" : "paste-text"], { file: at, forge: forge.name });
        part("too-long").hidden = fits || !whole;
        copies(open, !fits);
        part("upload").href = forge.upload.replace("{folder}", folder);
        part("upload").textContent = rules.filled(words.upload, { forge: forge.name });
      }
      const mail = part("mail");
      if (mail) {
        const subject = encoded(rules.filled(words["mail-subject"], { title: data.title, file: at }));
        const whole = `mailto:${data.mail}?subject=${subject}&body=${encoded(text.replaceAll("\n", "\r\n"))}`;
        const fits = whole.length <= data.longestMail;
        mail.href = fits ? whole : `mailto:${data.mail}?subject=${subject}`;
        part("mail-long").hidden = fits;
        copies(mail, !fits);
      }
      URL.revokeObjectURL(download);
      download = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
      Object.assign(part("download"), { href: download, download: at.slice(folder.length + 1) });
      if (part("photo")) part("photo").textContent = rules.filled(words.photo, { folder: `${data.folder}/${name}/` });
      part("said").textContent = "";
    }

    /** A text as an address has it; half a sign, which no address can hold, as a mark of that. */
    function encoded(text) {
      return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"));
    }

    function copies(link, yes) {
      if (yes) link.dataset.copies = "yes";
      else delete link.dataset.copies;
    }

    async function copy() {
      try {
        await navigator.clipboard.writeText(part("text").textContent);
        part("said").textContent = data.words.copied;
      } catch {
        part("said").textContent = data.words["not-copied"];
        part("text").closest("details").open = true;
      }
    }

    return sent;
  }

  scope.sending = sending;
})(self);
