"use strict";
(() => {
  const data = document.getElementById("data");
  const said = JSON.parse(data.textContent);
  const stage = document.getElementById("stage");
  const card = document.getElementById("card");
  const line = document.getElementById("said");
  const pictures = new Map();
  document.querySelectorAll("template").forEach(t => pictures.set(t.dataset.folded, t));

  let folded = data.dataset.first;
  let svg;
  let steps = [];
  let at = 0; // how many steps are shown
  let untouched = true; // no step was asked for yet
  let view = { x: 0, y: 0, width: 1, height: 1 };

  // Pictures: one for each way in which boxes are folded.

  function keyWithout(box) {
    const names = new Set(folded.split(" ").filter(name => name));
    if (!names.delete(box)) names.add(box);
    return [...names].sort().join(" ");
  }

  function show(key) {
    folded = key;
    stage.replaceChildren(pictures.get(key).content.cloneNode(true));
    svg = stage.querySelector("svg");
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    for (const node of svg.querySelectorAll(".node")) explained(node);
    for (const box of svg.querySelectorAll(".box, .folded")) folding(box);
    readSteps();
    fit();
  }

  function fold(box) {
    const key = keyWithout(box);
    if (!pictures.has(key)) return;
    const all = at === steps.length;
    show(key);
    at = all ? steps.length : Math.min(at, steps.length);
    paint();
    stage.focus({ preventScroll: true });
  }

  function folding(element) {
    const box = element.dataset.box;
    if (!pictures.has(keyWithout(box))) return;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-expanded", String(element.classList.contains("box")));
    element.setAttribute("aria-label", said.gates[box].title);
    element.addEventListener("click", () => { if (!moved) fold(box); });
    element.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        fold(box);
      }
    });
  }

  // Steps: forward through the gates in order, then backward from the output.

  function readSteps() {
    const nodes = [...svg.querySelectorAll(".node")].sort((a, b) => a.dataset.order - b.dataset.order);
    const gates = nodes.filter(n => n.matches(".operation, .result, .folded"));
    const output = nodes.filter(n => n.matches(".output"));
    const backward = gates.filter(n => n.matches(".folded") || (said.gates[n.id].gradient !== undefined));
    steps = !said.numbers ? [] : [
      ...gates.map(node => ({ pass: "forward", node })),
      ...output.filter(n => back(n).length).map(node => ({ pass: "seed", node })),
      ...backward.reverse().map(node => ({ pass: "backward", node })),
    ];
    at = steps.length;
  }

  const numbers = (side, node) => [...svg.querySelectorAll(`.numbers[data-${side}="${node.id}"]`)];
  const back = node => numbers("to", node).flatMap(n => [...n.querySelectorAll(".backward")]);

  function paint() {
    if (!said.numbers) return;
    for (const later of svg.querySelectorAll(".later")) later.classList.remove("later");
    for (const lit of svg.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const step of steps.slice(at)) {
      if (step.pass === "forward") {
        for (const n of numbers("from", step.node)) hide(n.querySelectorAll(".forward"));
      } else {
        hide(back(step.node));
        hide(svg.querySelectorAll(`[id="${step.node.id}"] .sum`));
      }
    }
    if (at < steps.length) hide(svg.querySelectorAll(".param .sum, .input .sum, .constant .sum"));
    const step = steps[at - 1];
    if (untouched) {
      line.textContent = "→ and ← step through the passes, + and - zoom, Enter folds a box.";
    } else if (at === 0) {
      line.textContent = "What goes in. → computes the first gate.";
    } else {
      step.node.classList.add("lit");
      line.textContent = `${at} of ${steps.length} · ${sentence(step)}`;
    }
  }

  function hide(elements) {
    for (const element of elements) element.classList.add("later");
  }

  function sentence(step) {
    const gate = said.gates[step.node.id] || {};
    if (step.pass === "forward") return `forward · ${gate.title} gives ${gate.value ?? "its results"}`;
    if (step.pass === "seed") return `backward · the gradient of ${said.objective} for itself is 1`;
    const rules = gate.rules && gate.rules.length ? gate.rules.join(" · ") : "hands its gradient on";
    return `backward · ${gate.title} · ${rules}`;
  }

  function go(to) {
    at = Math.max(0, Math.min(steps.length, to));
    untouched = false;
    paint();
  }

  const next = () => go(untouched ? 1 : at + 1);

  // The card that explains a gate.

  function explained(node) {
    const gate = said.gates[node.id] || said.gates[node.id.replace(/^o/, "g")];
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", gate.title);
    const open = event => explain(gate, node, event);
    node.addEventListener("pointerenter", open);
    node.addEventListener("pointermove", open);
    node.addEventListener("focus", open);
    node.addEventListener("pointerleave", () => { card.hidden = true; });
    node.addEventListener("blur", () => { card.hidden = true; });
  }

  function paragraph(kind, text) {
    const p = document.createElement("p");
    p.className = kind;
    p.textContent = text;
    return p;
  }

  function explain(gate, node, event) {
    const title = document.createElement("h2");
    title.textContent = gate.title;
    const where = gate.line ? `${gate.role} ${gate.shape} · line ${gate.line}` : gate.role;
    const parts = [title, paragraph("soft", where)];
    if (gate.formula !== gate.title) parts.push(paragraph("rule", gate.formula));
    if (gate.lecture) parts.push(paragraph("", gate.lecture));
    if (gate.value !== undefined) parts.push(paragraph("forward", `value ${gate.value}`));
    if (gate.gradient !== undefined) parts.push(paragraph("backward", `gradient ${gate.gradient}`));
    for (const rule of gate.rules || []) parts.push(paragraph("rule", rule));
    if (gate.branch) parts.push(paragraph("", gate.branch));
    card.replaceChildren(...parts);
    card.hidden = false;
    const box = node.getBoundingClientRect();
    const x = event.clientX === undefined ? box.right : event.clientX;
    const y = event.clientY === undefined ? box.bottom : event.clientY;
    const size = card.getBoundingClientRect();
    card.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - size.width - 4))}px`;
    card.style.top = `${y + 14 + size.height > innerHeight ? Math.max(4, y - 14 - size.height) : y + 14}px`;
  }

  // Zoom and pan, by the part of the picture that is seen.

  function look() {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }

  function fit() {
    const [, , width, height] = pictures.get(folded).content.querySelector("svg").getAttribute("viewBox").split(" ").map(Number);
    const most = 1.6; // small circuits are not blown up
    const scale = Math.min(most, stage.clientWidth / width, stage.clientHeight / height) || 1;
    view = { width: stage.clientWidth / scale, height: stage.clientHeight / scale };
    view.x = (width - view.width) / 2;
    view.y = (height - view.height) / 2;
    look();
  }

  function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    const px = view.x + view.width * x / stage.clientWidth;
    const py = view.y + view.height * y / stage.clientHeight;
    view = {
      x: px - (px - view.x) / factor, y: py - (py - view.y) / factor,
      width: view.width / factor, height: view.height / factor,
    };
    look();
  }

  let drag = null;
  let moved = false;
  stage.addEventListener("wheel", event => {
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 500), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  stage.addEventListener("pointerdown", event => {
    drag = { x: event.clientX, y: event.clientY };
    moved = false;
  });
  window.addEventListener("pointermove", event => {
    if (!drag) return;
    if (!moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 4) return;
    moved = true;
    stage.classList.add("drawn");
    view.x -= (event.clientX - drag.x) * view.width / stage.clientWidth;
    view.y -= (event.clientY - drag.y) * view.height / stage.clientHeight;
    drag = { x: event.clientX, y: event.clientY };
    look();
  });
  window.addEventListener("pointerup", () => {
    drag = null;
    stage.classList.remove("drawn");
  });
  window.addEventListener("resize", fit);

  // Keys and buttons do the same.

  const actions = {
    ArrowRight: next, ArrowLeft: () => go(at - 1), Home: () => go(0), End: () => go(steps.length),
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit,
    Escape: () => { card.hidden = true; },
  };
  document.addEventListener("keydown", event => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    action();
  });
  const buttons = { home: "Home", back: "ArrowLeft", next: "ArrowRight", end: "End", smaller: "-", larger: "+", fit: "0" };
  for (const [id, key] of Object.entries(buttons)) document.getElementById(id).addEventListener("click", actions[key]);

  document.getElementById("births").textContent = said.births.join(" · ");
  show(folded);
  paint();
})();
