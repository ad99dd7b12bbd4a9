// Hand out each chart as a file: what `--format svg` writes, byte for byte.
{
  const marks = document.getElementById("marks");
  const css = [...document.styleSheets].map((each) => each.ownerNode.textContent).join("");
  const light = (_, name) => css.match(`${name}:light-dark.(.+?),`)[1];
  const style = (_, tag, name) => `${tag}style="${css.match(`[.]${name}{(.+?)}`)[1].replace(/var.(.+?)\)/g, light)}"`;
  const alone = (chart) =>
    chart.outerHTML
      .replace('class="chart"', marks.dataset.root)
      .replace("</desc>", `$&${marks.innerHTML}`)
      .replace(/<g class="hits.*/, "</svg>")
      .replace(/(<[^>]*)class="(v\d+)"/g, style)
      .replace(/(<use[^>]*)href/g, "$1xlink:href");
  for (const section of document.querySelectorAll("section")) {
    section.querySelectorAll(".chart").forEach((chart, place) => {
      const link = document.createElement("a");
      const download = `${section.id}-${place + 1}.svg`;
      Object.assign(link, { className: "filter", style: "float:right", href: "#", textContent: "SVG", download });
      link.onclick = () => (link.href = `data:image/svg+xml,${encodeURIComponent(alone(chart))}`);
      chart.parentNode.firstElementChild.append(link);
    });
  }
}
