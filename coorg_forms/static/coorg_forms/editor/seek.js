/** Goes to one text in the editor of a translation: `#coorg-text=` and its words. */

const MARK = "#coorg-text=";

function find(words) {
    const cut = words.endsWith("…") ? words.slice(0, -1) : null;
    const says = (element) => {
        const text = element.textContent.trim();
        return cut === null ? text === words : text.startsWith(cut);
    };
    return [...document.querySelectorAll("main li p")].find(says);
}

function go(words) {
    const text = find(words);
    if (!text) return false;
    text.scrollIntoView({ block: "center" });
    text.closest("li").querySelector("button")?.focus({ preventScroll: true });
    return true;
}

/** The editor draws itself after the page is loaded. */
function seek() {
    if (!location.hash.startsWith(MARK)) return;
    const words = decodeURIComponent(location.hash.slice(MARK.length));
    if (go(words)) return;
    const watch = new MutationObserver(() => go(words) && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
}

seek();
