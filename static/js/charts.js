// Values of charts by pointer, finger and keys. One stop of the keyboard for each chart moves over its points; what a point
// says, the server wrote into its <title>.

const LEAPS = { PageUp: -10, PageDown: 10 };

function initChart(figure) {
  const cursor = figure.querySelector(".chart-cursor");
  if (!cursor) {
    return;
  }
  const stops = [...figure.querySelectorAll(".chart-stop")];
  const places = stops.map((stop) => Number(stop.dataset.at));
  const lies = cursor.ariaOrientation === "vertical";
  const find = (name) => figure.querySelectorAll(`[data-chart="${name}"]`);
  const guide = figure.querySelector(".chart-guide");
  let shown = stops.findIndex((stop) => stop.classList.contains("is-shown"));

  function show(number) {
    const next = Math.min(Math.max(number, 0), stops.length - 1);
    stops[shown].classList.remove("is-shown");
    stops[next].classList.add("is-shown");
    shown = next;
    const [day, ...values] = stops[next].querySelector("title").textContent.split("\n");
    find("day")[0].textContent = day;
    find("value").forEach((place, index) => (place.textContent = values[index]));
    guide?.setAttribute("x1", `${places[next]}%`);
    guide?.setAttribute("x2", `${places[next]}%`);
    cursor.setAttribute("aria-valuenow", next);
    cursor.setAttribute("aria-valuetext", `${day}: ${values.join(", ")}`);
    showLink(stops[next].dataset.href);
  }

  function showLink(href) {
    const [link] = find("open");
    if (link) {
      link.hidden = !href;
      href && link.setAttribute("href", href);
    }
  }

  function nearest(event) {
    const box = figure.querySelector(".chart-plot").getBoundingClientRect();
    const at = lies ? (event.clientY - box.top) / box.height : (event.clientX - box.left) / box.width;
    return places.reduce((best, place, number) => {
      return Math.abs(place - at * 100) < Math.abs(places[best] - at * 100) ? number : best;
    }, 0);
  }

  function press(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: lies ? -1 : 1, ArrowDown: lies ? 1 : -1, ...LEAPS };
    const ends = { Home: 0, End: stops.length - 1 };
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Enter" && stops[shown].dataset.href) {
      location.assign(stops[shown].dataset.href);
    } else if (event.key in steps || event.key in ends) {
      show(event.key in ends ? ends[event.key] : shown + steps[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }

  const read = (isRead) => figure.classList.toggle("is-read", isRead);
  const point = (event) => {
    read(true);
    show(nearest(event));
  };
  cursor.hidden = false;
  cursor.addEventListener("pointermove", point);
  cursor.addEventListener("pointerdown", point);
  cursor.addEventListener("pointerleave", () => read(cursor.matches(":focus-visible")));
  cursor.addEventListener("focus", () => read(true));
  cursor.addEventListener("blur", () => read(false));
  cursor.addEventListener("keydown", press);
}

document.querySelectorAll('[data-chart="figure"]').forEach(initChart);
