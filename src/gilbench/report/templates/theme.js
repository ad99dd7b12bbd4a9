// Remember the choice of colours. It runs before anything below it is shown, so that nothing flashes.
(() => {
  const key = "gilbench-theme";
  const inputs = document.querySelectorAll("#theme input");
  const tried = (action) => {
    try {
      return action();
    } catch {
      return null; // a browser that keeps nothing for files
    }
  };
  const kept = tried(() => localStorage.getItem(key));
  for (const input of inputs) {
    if (input.id === kept) input.checked = true;
    input.addEventListener("change", () => tried(() => localStorage.setItem(key, input.id)));
  }
})();
