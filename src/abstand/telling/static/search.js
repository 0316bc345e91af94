// Search in a published site: of the index only the files are loaded whose words may match.

const SHELF = 200, SHOWN = 50;
const found = document.getElementById("found");
const asked = new URLSearchParams(location.search).get("q") ?? "";
document.getElementById("search").value = asked;

// as telling/site/searching.py folds and cuts words
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const words = [...new Set(folded(asked).match(/[\p{L}\p{N}]{2,}/gu) ?? [])];

async function load(name) {
  const answer = await fetch(new URL(name, location.href.split("?")[0]));
  return answer.ok ? answer.json() : null;
}

async function numbers(word) {
  const name = [...word].slice(0, 2).map((letter) => letter.codePointAt(0).toString(16)).join("-");
  const held = (await load(`words/${name}.json`)) ?? {};
  return new Set(Object.entries(held).filter(([key]) => key.startsWith(word)).flatMap(([, list]) => list));
}

async function run() {
  if (!words.length) return;
  const sets = await Promise.all(words.map(numbers));
  const all = [...sets[0]].filter((number) => sets.every((set) => set.has(number))).sort((a, b) => a - b);
  document.getElementById("count").textContent = all.length ? String(all.length) : found.dataset.none;
  const shelves = new Map();
  for (const number of all.slice(0, SHOWN)) {
    const place = Math.floor(number / SHELF);
    if (!shelves.has(place)) shelves.set(place, await load(`shelves/${place}.json`));
    found.append(entry(shelves.get(place)[number % SHELF]));
  }
}

function entry({ event, line, days, text, lang }) {
  const item = document.createElement("li");
  item.className = "event";
  const head = document.createElement("h3");
  const link = document.createElement("a");
  link.href = event ? `${found.dataset.events}${event}/` : "#";
  link.textContent = `${days} · ${line}`;
  head.append(link);
  const quote = document.createElement("blockquote");
  quote.lang = lang;
  quote.textContent = text;
  item.append(head, quote);
  return item;
}

run();
