// The interactive chart: loaded only when asked for, drawn with Vega's interpreter (no code from strings).
// A span of time marked in it becomes the filter of the chronicle below.

const VENDOR = new URL("./vendor/", import.meta.url);

document.documentElement.classList.add("scripted"); // what only a script can do is shown now
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.interactive");
  if (button && !button.disabled) draw(button.closest("figure"), button);
});

async function draw(figure, button) {
  button.disabled = true;
  await script("vega.min.js");
  await script("vega-lite.min.js");
  const { expressionInterpreter } = await import(new URL("vega-interpreter.js", VENDOR));
  const spec = await (await fetch(figure.dataset.spec)).json();
  const place = document.createElement("div");
  figure.querySelector("img").replaceWith(place);
  const { vega, vegaLite } = globalThis;
  const compiled = vegaLite.compile(brushed(spec), { config: theme() }).spec;
  const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
    expr: expressionInterpreter, renderer: "canvas", container: place, hover: true,
  });
  view.addSignalListener("brush_x", (_, range) => filter(view, range));
  await view.runAsync();
  button.remove();
}

function brushed(spec) {
  const brush = { name: "brush", select: { type: "interval", encodings: ["x"] } };
  const [first, ...rest] = spec.layer;
  return { ...spec, layer: [{ ...first, params: [brush] }, ...rest] };
}

function theme() {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return {};
  const ink = { labelColor: "#e8e8e8", titleColor: "#e8e8e8" };
  return { background: "transparent", axis: { ...ink, gridColor: "#3a3d44" }, legend: ink, title: { color: "#e8e8e8", subtitleColor: "#c0c0c0" } };
}

let waiting;
function filter(view, range) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const form = document.querySelector("form.filter");
    if (!form) return;
    const [since, until] = range?.length ? range.map((x) => view.scale("x").invert(x)).sort((a, b) => a - b) : [];
    const { since: first, until: last } = form.elements;
    if (first.value === day(since) && last.value === day(until)) return;
    first.value = day(since);
    last.value = day(until);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }, 300);
}

const day = (moment) => (moment ? new Date(moment).toISOString().slice(0, 10) : "");

function script(name) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = new URL(name, VENDOR);
    element.onload = resolve;
    element.onerror = () => reject(new Error(name));
    document.head.append(element);
  });
}
