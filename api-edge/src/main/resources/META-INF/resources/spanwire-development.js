/** In pages under development: loads the page again after a change, and shows why the latest change does not run. */
const AGAIN_MS = 500;

let loaded;
let notice;

function follow() {
  const changes = new EventSource("/development/changes");
  changes.onmessage = ({ data }) => {
    const { generation, problem } = JSON.parse(data);
    loaded ??= generation;
    if (generation === loaded) show(problem);
    else location.reload();
  };
  changes.onerror = () => {
    if (changes.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN_MS); // refused while it starts again
  };
}

function show(problem) {
  notice?.remove();
  notice = undefined;
  if (problem === null) return;
  notice = document.createElement("pre");
  notice.setAttribute("role", "alert");
  notice.textContent = problem;
  Object.assign(notice.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    zIndex: "1000",
    margin: "0",
    padding: "1rem 1.25rem",
    maxHeight: "60vh",
    overflow: "auto",
    whiteSpace: "pre-wrap",
    font: "0.85rem/1.5 ui-monospace, monospace",
    color: "#fff",
    background: "#7a1220",
  });
  document.body.append(notice);
}

follow();
