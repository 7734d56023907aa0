"""The two halves of scripts/build-book around mdBook: `stage SOURCE` lays out its source, `check SOURCE BOOK` looks at
what came out. Nothing but Python's own library.
"""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What pages lie in, or link to.
PATHS = [
    "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE",
    "docs", "reports", "scenarios", "examples", "teaching", "benches/peers", "benches/calibration",
]  # fmt: skip
LINK = re.compile(r"(\]\()([^)#\s]+)([^)\s]*\))")


def stage(source):
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PATHS],
        check=True, capture_output=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(lambda name: name and os.path.isfile(name), files):
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            path.write_text(linked(Path(name), Path(name).read_text()))
        else:
            shutil.copyfile(name, path)
    shutil.move(source / "docs/book.toml", source / "book.toml")
    shutil.move(source / "docs/SUMMARY.md", source / "SUMMARY.md")


def linked(page, text):
    """The page with its links as the book needs them: SUMMARY.md is moved to the top, and elsewhere a README, or the
    folder that it is in, is the index.
    """
    is_summary = page == Path("docs/SUMMARY.md")

    def there(match):
        before, target, after = match.groups()
        if urlsplit(target).scheme:
            return match[0]
        path = Path(os.path.normpath(page.parent / target))
        if not is_summary and (path / "README.md").is_file():
            path /= "README.md"
        if not is_summary and path.name == "README.md":
            path = path.with_name("index.md")
        start = "." if is_summary else page.parent
        return f"{before}{os.path.relpath(path, start)}{after}"

    # Not in blocks of code.
    parts = re.split(r"(^```.*?^```)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if part.startswith("```") else LINK.sub(there, part) for part in parts)


class Page(HTMLParser):
    """What a page has, and what it points to."""

    FETCHES = {"src", "srcset", "poster", "data", "action", "background"}

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("id", "name") and value:
                self.ids.add(value)
            elif name in self.FETCHES or (name == "href" and tag == "link"):
                self.fetched.append(value or "")
            elif name in ("href", "xlink:href"):
                self.links.append(value or "")
            elif name == "class" and "playground" in (value or "").split():
                self.fetched.append("https://play.rust-lang.org/")  # mdBook's script asks it about blocks of Rust.


def check(source, book):
    wrong = []
    staged = {str(path.relative_to(source)) for path in (source / "docs").rglob("*.md")}
    listed = {target for _, target, _ in LINK.findall((source / "SUMMARY.md").read_text())}
    wrong += [f"{page} is not in docs/SUMMARY.md" for page in sorted(staged - listed)]

    pages = {path.resolve(): Page(path.read_text()) for path in book.rglob("*.html")}
    links = 0
    for path, page in pages.items():
        shown = path.relative_to(book.resolve())
        for target in page.links + page.fetched:
            parts = urlsplit(target)
            if parts.scheme in ("http", "https", "mailto") and target not in page.fetched:
                continue
            links += 1
            if parts.scheme == "data":
                continue
            if parts.scheme or parts.netloc:
                wrong.append(f"{shown} fetches {target}")
                continue
            goal = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not goal.is_file():
                wrong.append(f"{shown}: {target} leads nowhere")
            elif parts.fragment and goal in pages and unquote(parts.fragment) not in pages[goal].ids:
                wrong.append(f"{shown}: {target}: no such heading")
    for path in book.rglob("*.css"):
        for target in re.findall(r"@import[^;]*|url\(\s*['\"]?(?:https?:)?//[^)]*", path.read_text()):
            wrong.append(f"{path.relative_to(book)} fetches {target}")
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    if wrong or links < 1000:
        sys.exit(f"the book is not right: {len(wrong)} faults, {links} links")
    print(f"the book: {len(pages)} pages, {links} links and images lead somewhere; see {book}/index.html")


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    {"stage": stage, "check": check}[command](*map(Path, paths))
