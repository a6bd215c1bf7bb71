// What the live preview adds to the pages it serves: reload after a build, show what is wrong until it is mended.
"use strict";

(() => {
  const script = document.currentScript;
  const built = Number(script.dataset.built);
  let events = null;
  let overlay = null;

  function listen() {
    if (events) return;
    events = new EventSource(script.dataset.events);
    events.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      if (state.built !== built && !state.trouble) return location.reload();
      show(state.trouble, state.title);
    });
  }

  function show(trouble, title) {
    overlay?.remove();
    overlay = null;
    if (!trouble) return;
    overlay = document.createElement("aside");
    overlay.className = "preview-trouble";
    overlay.setAttribute("role", "alert");
    // Texts come from the plan's files: they are set as text, never as HTML.
    overlay.append(element("h2", title), element("pre", trouble));
    document.body.append(overlay);
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // A browser opens six connections to one server: pages in the background give theirs back.
  function follow() {
    if (document.visibilityState === "visible") return listen();
    events?.close();
    events = null;
  }

  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", () => events?.close());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  follow();
})();
