// Steps through the stops of a film.
"use strict";

(() => {
  /**
   * The data in the page, as scenes/pages/book.py makes it. Lengths are thousandths of a scene unit.
   *
   * Where a number stands, as it is shown, and with all its digits:
   * @typedef {[path: string, text: string, value: string]} Readout
   * A segment of a line: its text, or the number of its readout. An outline is drawn where the typeface lacks it:
   * @typedef {[said: string | number, x: number, width: number, colour: number, opacity: number, outline?: number]} Part
   * A path, a picture made of pixels, or a line of text:
   * @typedef {{d?: string, fill?: number, fillOpacity?: number, stroke?: number, strokeOpacity?: number, width?: number,
   *   join?: string, cap?: string, image?: string, across?: number, down?: number, smooth?: boolean, opacity?: number,
   *   size?: number, weight?: number, parts?: Part[]}} Shape
   * Where a shape is; its owner stays the same when it moves:
   * @typedef {[shape: number, x: number, y: number, owner: number]} Mark
   * @typedef {{id: string, chapter: number, said: (string | number)[], seconds: number, marks: string}} Stop
   * @typedef {{chapters: string[], readouts: Readout[], outlines: string[], shapes: Shape[], marks: Mark[],
   *   stops: Stop[]}} Data
   */

  const SVG = "http://www.w3.org/2000/svg";
  const COMES = 400; // milliseconds
  const GOES = 200;
  const SWIPE = 40; // pixels

  /** What the template has under an id. @param {string} id */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @param {string} id */
  const button = (id) => /** @type {HTMLButtonElement} */ (byId(id));
  /** @type {Data} */
  const data = JSON.parse(String(byId("data").textContent));
  const { stops, marks, shapes, readouts, outlines } = data;
  const picture = /** @type {SVGElement} */ (document.querySelector("#picture"));
  const said = byId("said");
  const numberLine = byId("number");
  const contents = /** @type {HTMLDetailsElement} */ (byId("contents"));
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  let at = -1; // the stop that is shown
  /** @type {Map<number, SVGElement>} */
  let shown = new Map(); // what is on screen, by the number of its mark
  /** @type {Set<Animation>} */
  const running = new Set();
  let timer = 0; // of playing
  /** @type {Window | null} */
  let speaker = null;
  let begun = 0; // when the speaker's window was opened

  // --- drawing ---

  /** @param {string} name @param {Record<string, string | number | undefined>} attributes */
  function svg(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) made.setAttribute(key, String(value));
    }
    return made;
  }

  /** @param {number | undefined} colour */
  const paint = (colour) => (colour === undefined ? "none" : `var(--c${colour})`);

  /** @param {Shape} shape */
  function drawPath(shape) {
    return svg("path", {
      d: shape.d,
      fill: paint(shape.fill),
      "fill-opacity": shape.fillOpacity,
      stroke: shape.stroke === undefined ? undefined : paint(shape.stroke),
      "stroke-opacity": shape.strokeOpacity,
      "stroke-width": shape.width,
      "stroke-linejoin": shape.join,
      "stroke-linecap": shape.cap,
    });
  }

  /** @param {Shape} shape */
  function drawPixels(shape) {
    return svg("image", {
      href: shape.image,
      width: shape.across,
      height: shape.down,
      preserveAspectRatio: "none",
      opacity: shape.opacity,
      "image-rendering": shape.smooth ? undefined : "pixelated",
    });
  }

  /** @param {Shape} shape */
  function drawText({ size = 0, weight, parts = [] }) {
    const group = svg("g", {});
    const text = svg("text", { "font-size": size, "font-weight": weight });
    for (const [content, x, width, colour, opacity, outline] of parts) {
      const part = svg("tspan", {
        x,
        textLength: width, // as in the film, whichever ligatures the browser has
        fill: paint(colour),
        "fill-opacity": opacity === 1 ? undefined : opacity,
      });
      part.textContent = typeof content === "number" ? readouts[content][1] : content;
      if (typeof content === "number") makeNumber(part, content);
      if (outline !== undefined) {
        const scale = size / 1000;
        group.append(
          svg("path", {
            d: outlines[outline],
            fill: paint(colour),
            "fill-opacity": opacity === 1 ? undefined : opacity,
            transform: `translate(${x} 0) scale(${scale})`,
          }),
        );
        part.classList.add("unseen");
        part.removeAttribute("fill-opacity");
        part.setAttribute("lengthAdjust", "spacingAndGlyphs");
      }
      text.append(part);
    }
    group.append(text);
    return group;
  }

  /** @param {number} number of a mark */
  function draw(number) {
    const [shape, x, y] = marks[number];
    const what = shapes[shape];
    const node = what.parts ? drawText(what) : what.image ? drawPixels(what) : drawPath(what);
    node.setAttribute("transform", `translate(${x} ${y})`);
    return node;
  }

  /** @param {string} runs like 0-3,7 @returns {number[]} */
  function numbersIn(runs) {
    if (!runs) return [];
    return runs.split(",").flatMap((run) => {
      const [low, high = low] = run.split("-").map(Number);
      return Array.from({ length: high - low + 1 }, (_, index) => low + index);
    });
  }

  // --- numbers ---

  /** @param {Element} element @param {number} index of a readout */
  function makeNumber(element, index) {
    element.classList.add("n");
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button"); // pressing it tells all its digits
    element.setAttribute("data-readout", String(index));
    for (const event of ["pointerenter", "focus", "click"]) element.addEventListener(event, () => tellNumber(index));
  }

  /** @param {number} index of a readout */
  function tellNumber(index) {
    const [path, text, value] = readouts[index];
    numberLine.textContent = `${text}: ${value} · ${path}`;
  }

  /** @param {Element} place @param {(string | number)[]} line */
  function write(place, line) {
    place.replaceChildren(
      ...line.map((part) => {
        if (typeof part === "string") return place.ownerDocument.createTextNode(part);
        const number = place.ownerDocument.createElement("span");
        number.textContent = readouts[part][1];
        if (place === said) makeNumber(number, part);
        return number;
      }),
    );
  }

  // --- stepping ---

  /** @param {Element} node @param {Keyframe[]} frames @param {number} duration @param {() => void} [after] */
  function animate(node, frames, duration, after) {
    const animation = node.animate(frames, { duration, easing: "ease-in-out" });
    running.add(animation);
    animation.onfinish = () => {
      running.delete(animation);
      if (after) after();
    };
  }

  /** Show a stop; what stays stays, what is new comes, what moved moves. @param {number} index */
  function show(index) {
    index = Math.max(0, Math.min(stops.length - 1, index));
    if (index === at) return;
    for (const animation of running) animation.finish();
    for (const node of picture.querySelectorAll(".leaving")) node.remove();
    const moving = at >= 0 && !still.matches;
    const wanted = numbersIn(stops[index].marks);
    const stays = new Set(wanted);
    /** @type {Map<number, number>} */
    const leaving = new Map(); // marks that go, by their owner
    for (const number of shown.keys()) if (!stays.has(number)) leaving.set(marks[number][3], number);

    const next = new Map();
    for (const number of wanted) {
      const known = shown.get(number);
      const node = known ?? draw(number);
      next.set(number, node);
      if (known || !moving) continue;
      const before = leaving.get(marks[number][3]);
      if (before !== undefined && marks[before][0] === marks[number][0]) {
        const [from, to] = [before, number].map((one) => `translate(${marks[one][1]}px, ${marks[one][2]}px)`);
        animate(node, [{ transform: from }, { transform: to }], COMES);
        shown.get(before)?.remove();
        shown.delete(before);
      } else {
        animate(node, [{ opacity: 0 }, { opacity: 1 }], COMES);
      }
    }
    for (const [number, node] of shown) {
      if (stays.has(number)) continue;
      if (!moving) {
        node.remove();
        continue;
      }
      node.classList.add("leaving");
      node.setAttribute("aria-hidden", "true");
      animate(node, [{ opacity: 1 }, { opacity: 0 }], GOES, () => node.remove());
    }
    putInOrder(next.values());
    shown = next;
    at = index;
    tell();
  }

  /**
   * Let nodes stand in the picture in this order, moving as few as can be: one that is moved loses its focus.
   * @param {Iterable<SVGElement>} nodes
   */
  function putInOrder(nodes) {
    let place = picture.firstElementChild;
    for (const node of nodes) {
      while (place && place.classList.contains("leaving")) place = place.nextElementSibling;
      if (node === place) place = place.nextElementSibling;
      else picture.insertBefore(node, place);
    }
  }

  /** Whether a stop doesn't say the same as the one before. @param {number} index */
  function saysAnew(index) {
    const [before, stop] = [stops[index - 1], stops[index]];
    return !before || before.chapter !== stop.chapter || String(before.said) !== String(stop.said);
  }

  /** Say which stop this is, wherever that is said. */
  function tell() {
    const stop = stops[at];
    write(said, stop.said);
    numberLine.textContent = "";
    picture.setAttribute("aria-label", `The picture: ${data.chapters[stop.chapter]}`);
    byId("count").textContent = `${at + 1} / ${stops.length}`;
    button("back").disabled = at === 0;
    button("next").disabled = at === stops.length - 1;
    let listed = at; // where that was begun to be said
    while (!saysAnew(listed)) listed -= 1;
    for (const link of document.querySelectorAll("#contents a")) {
      const here = link.getAttribute("href") === `#${stops[listed].id}`;
      if (here) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    if (address() !== stop.id) history.replaceState(null, "", `#${encodeURIComponent(stop.id)}`);
    tellSpeaker();
  }

  function address() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  /** Return the stop of the page's address, or the first whose name begins so; -1 where there is none. */
  function addressed() {
    const wanted = address();
    if (!wanted) return -1;
    const exact = stops.findIndex((stop) => stop.id === wanted);
    return exact >= 0 ? exact : stops.findIndex((stop) => stop.id.startsWith(wanted));
  }

  // --- playing at the film's pace ---

  /** @param {boolean} on */
  function play(on) {
    clearTimeout(timer);
    timer = 0;
    button("play").setAttribute("aria-pressed", String(on));
    if (!on) return;
    if (at === stops.length - 1) show(0);
    const wait = () => {
      timer = setTimeout(() => {
        show(at + 1);
        if (at === stops.length - 1) play(false);
        else wait();
      }, stops[at + 1].seconds * 1000);
    };
    if (stops.length > 1) wait();
    else play(false);
  }

  /** @param {number} index */
  function go(index) {
    play(false);
    show(index);
  }

  // --- the speaker's window ---

  function openSpeaker() {
    speaker = window.open("", "", "popup,width=1000,height=640");
    if (!speaker) {
      numberLine.textContent = "The browser doesn't let this page open the speaker's window: allow pop-ups for it.";
      return;
    }
    begun = Date.now();
    const page = speaker.document;
    page.title = `${document.title}: speaker`;
    page.head.append(...[...document.querySelectorAll("style")].map((style) => page.importNode(style, true)));
    page.body.id = "speaking";
    page.addEventListener("keydown", press);
    tellSpeaker();
    const tick = setInterval(() => {
      if (speaker && !speaker.closed) tellTime();
      else clearInterval(tick);
    }, 1000);
    window.addEventListener("pagehide", () => speaker && speaker.close());
  }

  function tellSpeaker() {
    if (!speaker || speaker.closed) return;
    const page = speaker.document;
    page.documentElement.dataset.theme = themeNow();
    /** @param {string} name @param {string} style */
    const make = (name, style) => Object.assign(page.createElement(name), { className: style });
    const clock = make("p", "clock");
    const row = make("div", "row");
    const words = [at, at + 1].map((index) => {
      const paragraph = make("p", index === at ? "" : "later");
      if (!stops[index]) paragraph.textContent = "The end.";
      else {
        write(paragraph, stops[index].said);
        row.append(page.adoptNode(pictureOf(index)));
      }
      return paragraph;
    });
    page.body.replaceChildren(clock, row, ...words);
    tellTime();
  }

  function tellTime() {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const clock = speaker?.document.querySelector(".clock");
    if (clock) clock.textContent = `${time} · ${at + 1} / ${stops.length} · ${data.chapters[stops[at].chapter]}`;
  }

  /** Return a picture of a stop of its own. @param {number} index */
  function pictureOf(index) {
    const made = svg("svg", { viewBox: String(picture.getAttribute("viewBox")), "aria-hidden": "true" });
    made.append(...numbersIn(stops[index].marks).map(draw));
    for (const number of made.querySelectorAll("[tabindex]")) number.removeAttribute("tabindex");
    return made;
  }

  // --- a handout, where the page is printed: the last stop of each chapter, and all that is said in it ---

  function layOutHandout() {
    const pages = data.chapters.flatMap((_, chapter) => {
      const inside = stops.flatMap((stop, index) => (stop.chapter === chapter ? [index] : []));
      if (!inside.length) return [];
      const page = document.createElement("section");
      const heading = document.createElement("h2");
      heading.textContent = document.title; // the chapter's stands in the picture
      const words = document.createElement("div");
      for (const index of inside.filter(saysAnew)) {
        const paragraph = document.createElement("p");
        write(paragraph, stops[index].said);
        words.append(paragraph);
      }
      page.append(heading, pictureOf(inside[inside.length - 1]), words);
      return [page];
    });
    byId("handout").replaceChildren(...pages);
  }

  // --- keys, clicks, touch ---

  function themeNow() {
    const chosen = document.documentElement.dataset.theme;
    return chosen || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
  }

  function switchTheme() {
    document.documentElement.dataset.theme = themeNow() === "light" ? "dark" : "light";
    tellSpeaker();
  }

  function switchFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowRight: () => go(at + 1),
    PageDown: () => go(at + 1),
    " ": () => go(at + 1),
    ArrowLeft: () => go(at - 1),
    PageUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(stops.length - 1),
    a: () => play(!timer),
    p: openSpeaker,
    f: switchFull,
    t: switchTheme,
    b: () => document.body.classList.toggle("black"),
    Escape: () => (contents.open = false),
  };

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = /** @type {Element} */ (event.target);
    const presses = event.key === " " || event.key === "Enter";
    if (presses && target.classList?.contains("n")) {
      event.preventDefault();
      tellNumber(Number(target.getAttribute("data-readout")));
      return;
    }
    if (presses && target.closest?.("button, summary, a")) return;
    const act = keys[event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  }

  /** @param {MouseEvent} event */
  function clickPicture(event) {
    const selected = getSelection();
    if (/** @type {Element} */ (event.target).closest(".n") || (selected && !selected.isCollapsed)) return;
    go(at + 1);
  }

  /** @type {{x: number, y: number} | null} */
  let touched = null;

  /** @param {TouchEvent} event */
  function startTouch(event) {
    touched = event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }

  /** @param {TouchEvent} event */
  function endTouch(event) {
    if (!touched) return;
    const across = event.changedTouches[0].clientX - touched.x;
    const down = event.changedTouches[0].clientY - touched.y;
    touched = null;
    if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return;
    if (event.cancelable) event.preventDefault(); // no click comes of it
    go(across < 0 ? at + 1 : at - 1);
  }

  document.addEventListener("keydown", press);
  picture.addEventListener("click", clickPicture);
  picture.addEventListener("touchstart", startTouch, { passive: true });
  picture.addEventListener("touchend", endTouch);
  button("back").addEventListener("click", () => go(at - 1));
  button("next").addEventListener("click", () => go(at + 1));
  button("play").addEventListener("click", () => play(!timer));
  button("theme").addEventListener("click", switchTheme);
  button("full").addEventListener("click", switchFull);
  button("speaker").addEventListener("click", openSpeaker);
  contents.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("a")) contents.open = false;
  });
  window.addEventListener("hashchange", () => addressed() >= 0 && go(addressed()));
  window.addEventListener("beforeprint", layOutHandout);
  show(Math.max(0, addressed()));
})();
