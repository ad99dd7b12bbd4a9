// Hand out files; what figures share with results is packed once.
{
  const cell = (token) => {
    const text = token[0] === '"' ? JSON.parse(token) : token;
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = (rows) => rows.map((row) => `${row.map(cell)}\n`).join("");
  const json = ([names, ...rows]) =>
    rows.map((row) => `\n{${row.map((token, place) => `"${names[place]}":${token || null}`)}}`);
  const written = async (name) => {
    const [all, left, told, frame, verdict] = (await unpacked("files")).split("\x1d");
    if (!left) return all; // one file, as it is
    const results = by_row(all);
    const kinds = JSON.parse(told);
    let [at, kind] = [0, 0];
    const figures = by_row(left).map(([further, next, ...found]) => {
      const result = results[(at += +further)];
      return kinds[(kind += +next)].map((source, place) => {
        const token = found[place - 10] ?? "=";
        return token === "=" ? (result[source] ?? source) : token;
      });
    });
    return {
      "results.csv": csv(results),
      "figures.csv": csv(figures),
      "verdict.json": verdict,
      "report.json": String.raw({ raw: frame.split("\x1c") }, verdict.trim(), json(results), json(figures)),
    }[name];
  };
  const place = byId("downloads");
  place.hidden = !self.DecompressionStream;
  place.addEventListener("click", async ({ target }) => {
    if (!target.type) return;
    const link = document.createElement("a");
    link.download = target.textContent;
    link.href = URL.createObjectURL(new Blob([await written(link.download)]));
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
