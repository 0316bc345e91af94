// One key a verdict: a accept, r reject, c correct, s skip, u take back, d dismiss. Not while something is typed.

const correction = document.getElementById("correction");
document.querySelector("button.correct")?.addEventListener("click", correct);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault(); // the key must not be typed into what the click gives the focus to
  wanted.click();
});

function typing(element) {
  return element.matches("input:not([type=radio]), select, textarea");
}

function correct() {
  correction.open = true;
  const first = correction.querySelector("select, input:not([type=hidden])");
  first.focus();
}
