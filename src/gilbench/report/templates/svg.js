// Hand out each chart as a file: what `--format svg` writes, byte for byte.
{
  const css = [...document.styleSheets].map((each) => each.ownerNode.textContent).join();
  const light = (_, name) => css.match(`${name}:light-dark.(.+?),`)[1];
  const style = (_, tag, name) => `${tag}style="${css.match(`[.]${name}{(.+?)}`)[1].replace(/var.(.+?)\)/g, light)}"`;
  const alone = (chart) =>
    chart.outerHTML
      .replace('class="chart"', marks.dataset.root)
      .replace("</desc>", `$&${marks.innerHTML}`)
      .replace(/<g class="hits.*/, "</svg>")
      .replace(/(<[^>]*)class="(v\d+)"/g, style)
      .replace(/(<use[^>]*)href/g, "$1xlink:href");
  const offer = () => {
    for (const chart of document.querySelectorAll("figcaption:not(:has(a))~.chart")) {
      const link = document.createElement("a");
      const download = `${chart.closest("section").id}-${chart.firstChild.id.slice(2, -2)}.svg`;
      Object.assign(link, { className: "filter", style: "float:right", href: "#", textContent: "SVG", download });
      link.onclick = () => (link.href = `data:image/svg+xml,${encodeURIComponent(alone(chart))}`);
      chart.parentNode.firstElementChild.append(link);
    }
  };
  offer();
  new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
}
