"""Whether a page fits: narrow and enlarged it scrolls nowhere sideways, and nothing on it is too small to hit."""

from __future__ import annotations

from playwright.sync_api import Page

# WCAG 1.4.10 asks for 320 CSS pixels; 200% zoom of a 1280 pixel screen leaves 640.
WIDTHS = (640, 320)
# What reaches beyond the screen, unless it scrolls in a frame of its own.
BEYOND = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const found = [...document.body.querySelectorAll("*")].filter(element =>
        element.getBoundingClientRect().right > root.clientWidth + 0.5
        && element.getClientRects().length && !element.closest(".rt-scroll"));
    return [`${root.scrollWidth} pixels`, ...found.slice(-3).map(element => element.outerHTML.slice(0, 140))];
}"""
# WCAG 2.5.8: 24 by 24, but for links in a sentence, and for what has that much room around it. A radio button or checkbox is
# hit by its label too.
SMALL = """() => {
    const hit = element => element.labels?.length && element.matches("[type=radio], [type=checkbox]") ? element.labels[0] : element;
    const isScrolledAway = (element, box) => {
        const frame = element.closest(".rt-scroll")?.getBoundingClientRect();
        return frame && (box.top > frame.bottom || box.bottom < frame.top || box.left > frame.right || box.right < frame.left);
    };
    const boxes = [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden]), textarea")]
        .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".govuk-skip-link"))
        .map(element => ({ element, box: hit(element).getBoundingClientRect() }))
        .filter(({ element, box }) => box.width > 0 && !isScrolledAway(element, box));
    const crowded = ({ element, box }) => boxes.some(other => {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const across = Math.max(other.box.left - x, 0, x - other.box.right);
        const down = Math.max(other.box.top - y, 0, y - other.box.bottom);
        return other.element !== element && Math.hypot(across, down) < 12;
    });
    const isText = node => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
    const inSentence = ({ element }) => element.matches("a") && [...element.parentElement.childNodes].some(isText);
    return boxes
        .filter(one => (one.box.width < 24 || one.box.height < 24) && !inSentence(one) && crowded(one))
        .map(({ element, box }) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${element.outerHTML.slice(0, 140)}`);
}"""


def check(page: Page, where: str) -> list[str]:
    said = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        said += [f"{where}, {width} wide: {what}" for what in page.evaluate(BEYOND)]
    return said + [f"{where}: {what}" for what in page.evaluate(SMALL)]
