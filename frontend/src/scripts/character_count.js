// Says how many characters are left. Counted as people count them: one per character, also outside the BMP.
export function countCharacters(root) {
  for (const field of root.querySelectorAll("[data-character-count]")) {
    const input = field.querySelector("textarea, input");
    const counter = field.querySelector("[data-counter]");
    if (!input || !counter) continue;
    const limit = Number(field.dataset.characterCount);
    const show = () => {
      const left = limit - Array.from(input.value).length;
      counter.textContent = (left >= 0 ? counter.dataset.left : counter.dataset.over).replace("{n}", Math.abs(left));
      counter.classList.toggle("od-count--over", left < 0);
    };
    input.addEventListener("input", show);
    show();
  }
}
