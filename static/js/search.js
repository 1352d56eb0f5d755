// Suggestions below the search field: the combobox of the WAI-ARIA patterns. Without it the form works as it is.

const form = document.querySelector("[data-suggestions]");
const field = form.querySelector("input");
const list = document.getElementById("suggestions");
const status = document.getElementById("suggestions-status");
const WAIT = 120, MOST_RECENT = 6, KEPT_AS = "searches";

let asked, timer;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
};

const open = (isOpen) => {
  list.hidden = !isOpen;
  field.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) choose(null);
};

/** Nothing that was asked before is shown from now on. */
const stop = () => {
  clearTimeout(timer);
  asked?.abort();
};

const close = () => {
  stop();
  open(false);
  status.textContent = "";
};

const show = () => {
  choose(null);
  status.textContent = list.querySelector("[data-status]")?.textContent ?? "";
  open(document.activeElement === field && options().length > 0);
};

const ask = async (text) => {
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(text)}`, { signal });
    const html = answer.ok ? await answer.text() : "";
    if (signal.aborted) return;
    list.innerHTML = html;
    show();
  } catch {
    if (!signal.aborted) close(); // no connection: the form still works
  }
};

/** The visitor's own searches never leave the browser. */
const recent = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS));
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
};
const keep = (searches) => {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(searches.slice(0, MOST_RECENT)));
  } catch {} // storage is full or forbidden
};

const option = (place, text, href) => {
  const made = document.createElement("a");
  made.className = "suggestion";
  made.id = `suggestion-${place}`;
  made.href = href;
  made.tabIndex = -1;
  made.textContent = text;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  return made;
};

const showRecent = () => {
  const searches = recent();
  const group = document.createElement("div");
  const title = Object.assign(document.createElement("p"), { className: "suggestion-title", id: "suggested-recent" });
  title.textContent = form.dataset.recent;
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", title.id);
  group.append(title, ...searches.map((text, n) => option(n + 1, text, `${form.action}?q=${encodeURIComponent(text)}`)));
  const forget = option(searches.length + 1, form.dataset.forget, "#site-search");
  forget.classList.add("soft");
  forget.addEventListener("click", (event) => {
    event.preventDefault();
    keep([]);
    close();
  });
  list.replaceChildren(...(searches.length ? [group, forget] : []));
  show();
};

const suggest = () => {
  stop();
  const text = field.value.trim();
  if (text) timer = setTimeout(ask, WAIT, text);
  else showRecent();
};

const KEYS = {
  ArrowDown: (all, at) => all[at + 1],
  ArrowUp: (all, at) => (at < 0 ? all.at(-1) : all[at - 1]),
  Home: (all, at) => (at < 0 ? undefined : all[0]),
  End: (all, at) => (at < 0 ? undefined : all.at(-1)),
};

field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
field.setAttribute("aria-expanded", "false");

field.addEventListener("input", suggest);
field.addEventListener("focus", () => field.value.trim() || showRecent());
field.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus until the click

field.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault(); // the text stays
    close();
  } else if (event.key === "Enter" && chosen()) {
    event.preventDefault();
    chosen().click();
  } else if (event.key in KEYS && !event.shiftKey) {
    if (list.hidden) {
      if (event.key === "ArrowDown") suggest();
      return;
    }
    const all = options(), at = all.indexOf(chosen());
    if (at < 0 && !event.key.startsWith("Arrow")) return; // Home and End move in the text
    event.preventDefault();
    choose(KEYS[event.key](all, at));
  }
});

form.addEventListener("submit", () => {
  const text = field.value.trim();
  if (!text) return;
  keep([text, ...recent().filter((other) => other !== text)]);
  const told = new URLSearchParams({ q: text });
  navigator.sendBeacon(form.dataset.searched, told);
});
