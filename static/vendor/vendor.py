"""Make again what is in `static/vendor/` and `static/fonts/`. A tool for developers; nothing needs it at run time.

    python static/vendor/vendor.py

It needs Node and npm, works in a temporary folder, and writes

    static/vendor/govuk-frontend/govuk.css, govuk.js
    static/fonts/source-sans-3-*.woff2, OFL.txt

Commit what it wrote. Change a version here, never in the files.

GOV.UK Frontend is MIT, but its typeface, crest, crown and header are for services on gov.uk only. So nothing is cut out
afterwards: the style sheet is built from the package's own Sass, with only the components that we use and with our own
typeface, and the script from the package's own modules. The checks at the end refuse a build that carries one of
those marks after all. htmx is not here: django-htmx ships it.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

GOVUK = "govuk-frontend@6.6.0"
FONT = "@fontsource/source-sans-3@5.3.1"
BUILDERS = ("sass@1.108.2", "esbuild@0.28.2")

# A component that a template begins to use is added here, and this is run again. The scripts of radios and checkboxes
# are left out: they mark a radio button as expanded, which ARIA does not know; app.js asks on without it.
STYLES = (
    "back-link button character-count checkboxes date-input details error-message error-summary fieldset file-upload hint "
    "input inset-text label notification-banner panel radios select skip-link summary-list table textarea warning-text"
).split()
SCRIPTS = {
    "Button": "button",
    "CharacterCount": "character-count",
    "ErrorSummary": "error-summary",
    "NotificationBanner": "notification-banner",
    "SkipLink": "skip-link",
}
WEIGHTS = (400, 600, 700)
SUBSETS = ("latin", "latin-ext")  # latin-ext holds the ŵ and ŷ of Welsh

STATIC = Path(__file__).resolve().parent.parent
COPYRIGHT = "© 2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run(work, "npm", "install", "--no-save", "--silent", GOVUK, FONT, *BUILDERS)
        target = STATIC / "vendor" / "govuk-frontend"
        target.mkdir(parents=True, exist_ok=True)
        (target / "govuk.css").write_text(build_styles(work))
        (target / "govuk.js").write_text(build_script(work))
        copy_fonts(work / "node_modules/@fontsource/source-sans-3")


def build_styles(work: Path) -> str:
    """The style sheet; its typeface is the token `--font`, and its colours are properties that tokens.css sets."""
    govuk = "node_modules/govuk-frontend/dist/govuk"
    uses = [f'@use "{govuk}/components/{name}";' for name in STYLES]
    (work / "govuk.scss").write_text(
        "\n".join(
            [
                '@use "sass:string";',
                f'@use "{govuk}/base" with ($govuk-font-family: string.unquote("var(--font)"),'
                ' $govuk-font-family-print: string.unquote("var(--font)"), $govuk-include-default-font-face: false);',
                f'@use "{govuk}/core";',
                f'@use "{govuk}/objects";',
                *uses,
                f'@use "{govuk}/utilities";',
                f'@use "{govuk}/overrides";',
            ]
        )
    )
    run(
        work,
        "npx",
        "sass",
        "--style=compressed",
        "--no-source-map",
        "--no-charset",
        "--quiet",
        "govuk.scss",
        "govuk.css",
    )
    css = (work / "govuk.css").read_text().strip()
    assert not re.search(r"transport|crest|crown|@font-face|url\(", css, re.IGNORECASE), (
        "something licensed to gov.uk only"
    )
    return f"/* {GOVUK}, built by vendor.py. MIT, see LICENSE.txt. */\n{css}\n"


def build_script(work: Path) -> str:
    """The script: one function, `startGovuk(scope)`, which wakes the components inside a piece of a page."""
    imports = [
        f'import {{ {name} }} from "govuk-frontend/dist/govuk/components/{path}/{path}.mjs";'
        for name, path in SCRIPTS.items()
    ]
    (work / "govuk.js").write_text(
        "\n".join(
            [
                'import { createAll } from "govuk-frontend/dist/govuk/init.mjs";',
                *imports,
                'document.body.classList.add("js-enabled", "govuk-frontend-supported");',
                # A second call finds components that are awake already; that is no error of ours.
                "globalThis.startGovuk = (scope) => {",
                f"  for (const kind of [{', '.join(SCRIPTS)}]) createAll(kind, undefined, {{ scope, onError: () => {{}} }});",
                "};",
            ]
        )
    )
    run(
        work, "npx", "esbuild", "govuk.js", "--bundle", "--minify", "--format=esm", "--target=es2020", "--outfile=built.js",
        "--log-level=warning",
    )  # fmt: skip
    script = (work / "built.js").read_text().strip()
    return f"/* {GOVUK}, built by vendor.py. MIT, see LICENSE.txt. */\n{script}\n"


def copy_fonts(package: Path) -> None:
    fonts = STATIC / "fonts"
    fonts.mkdir(exist_ok=True)
    for subset in SUBSETS:
        for weight in WEIGHTS:
            name = f"source-sans-3-{subset}-{weight}-normal.woff2"
            shutil.copyfile(package / "files" / name, fonts / name.replace("-normal", ""))
    # The package's licence names its packer; the holder is the one that the font itself names.
    licence = (package / "LICENSE").read_text().partition("\n")[2]
    (fonts / "OFL.txt").write_text(f"{COPYRIGHT}\n{licence}")


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    main()
