"""Opens scenarios in Taplo, on the command line, and in Tombi, as an editor does: `check.py ARMISTICE FOLDER-OF-THE-TOOLS`."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = "armistice.schema.json"

# Changes of the template `ceasefire`, each with what Taplo must point at.
BROKEN = [
    ("weariness = 0.005", "wearines = 0.005", "wearines"),
    ("discount = 0.98", 'discount = "high"', "discount"),
    ("discount = 0.98", "discount = 1.5", "discount"),
    ("discount = 0.98", "discount = { low = 0.9, high = 0.99 }", "discount"),
    ("draws = 200", "draws = 0.5", "draws"),
    ('kind = "hard"', 'kind = "firm"', "kind"),
    ('kind = "hard"', "", "[[red_lines]]"),
    ('roles = ["belligerent"]', 'roles = ["fighter"]', "roles"),
    ("must_sign = false", 'must_sign = "no"', "must_sign"),
    ('kind = "single_text"', 'kind = "single text"', "protocol"),
    ("[monitoring]", "[monitors]", "monitors"),
    ("slope = 0.01", "slope = 3", "slope"),
]


def main(armistice, tools):
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        run = lambda *words: subprocess.run(words, cwd=here, capture_output=True, text=True)  # noqa: E731
        schema = run(armistice, "schema").stdout
        (here / SCHEMA).write_text(schema)
        for template in ["ceasefire", "bargain"]:
            assert run(armistice, "new", template, "--template", template).returncode == 0
        text = (here / "ceasefire.toml").read_text()

        valid = [*here.glob("*.toml"), *ROOT.glob("scenarios/*.toml"), *ROOT.glob("tests/fixtures/valid/*.toml")]
        valid.append(ROOT / "tests/fixtures/fixed.toml")
        check = lambda file: run(f"{tools}/taplo", "check", "--schema", (here / SCHEMA).as_uri(), file)  # noqa: E731
        lint = lambda file: run(f"{tools}/tombi", "lint", "--offline", file)  # noqa: E731
        for path in valid:
            (here / "valid.toml").write_text(f"#:schema ./{SCHEMA}\n{path.read_text()}")
            for ended in check(path), lint("valid.toml"):
                assert ended.returncode == 0, f"{path} is refused:\n{ended.stderr}"
        for old, new, culprit in BROKEN:
            assert old in text, old
            (here / "broken.toml").write_text(f"#:schema ./{SCHEMA}\n{text.replace(old, new, 1)}")
            ended = check("broken.toml")
            assert ended.returncode != 0 and lint("broken.toml").returncode != 0, f"{new!r} is taken"
            pointed = [line for line in ended.stderr.splitlines() if "│" in line]
            assert any(culprit in line for line in pointed), f"{new!r}: not pointed at {culprit}:\n{ended.stderr}"
        print(f"Taplo and Tombi take {len(valid)} scenarios and refuse {len(BROKEN)} broken ones")
        edit(f"{tools}/tombi", here, f"#:schema ./{SCHEMA}\n{text}", json.loads(schema))


def edit(tombi, here, text, schema):
    """Asks as an editor does that has the text open."""
    server = Server(tombi, here)
    server.open("ceasefire.toml", text)
    tables = {"": schema, **schema["$defs"]}
    about = lambda table, key: tables[table]["properties"][key]["description"]  # noqa: E731

    hovered = [
        ("draws = 200", "Simulation", "draws"),
        ("war_flow = {", "Actor", "war_flow"),
        ("weariness", "Actor", "weariness"),
        ("detection", "Monitoring", "detection"),
        ("levels", "Issue", "levels"),
        ("question", "", "question"),
        ("slope", "Pressure", "slope"),
    ]
    # It reads the schema in the background, and changes of the text too.
    patiently(lambda: server.hover(text.index("draws = 200") + 1), bool)
    for place, table, key in hovered:
        shown = server.hover(text.index(place) + 1)
        assert about(table, key) in shown, f"{key}: {shown!r} is shown, not {about(table, key)!r}"
    # A key that is not there yet, on an empty line of the first actor, and a word of a list.
    keys = {"silence", "audience_cost", "capability", "responsiveness"}
    offered = patiently(lambda: server.complete('label = "North"\n', ""), lambda offered: keys <= offered.keys())
    assert keys <= offered.keys(), f"{keys - offered.keys()} are not offered, but {sorted(offered)}"
    assert about("Actor", "audience_cost") in offered["audience_cost"], offered["audience_cost"]
    words = {'"hard"', '"soft"'}
    offered = patiently(lambda: server.complete("kind = ", "", cut='"hard"'), lambda offered: words <= offered.keys())
    assert words <= offered.keys(), sorted(offered)
    server.close()
    print(f"the language server of Tombi shows what {len(hovered)} keys mean, and completes keys and words")


def patiently(ask, is_good):
    """Asks again until the answer is good, for 20 seconds."""
    end = time.monotonic() + 20
    while not is_good(answer := ask()) and time.monotonic() < end:
        time.sleep(0.1)
    return answer


class Server:
    """Tombi's language server, and one file in it."""

    def __init__(self, tombi, here):
        self.here, self.number, self.version = here, 0, 0
        self.process = subprocess.Popen(
            [tombi, "lsp", "--offline"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=here,
        )  # fmt: skip
        root = here.as_uri()
        self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": {},
                                "workspaceFolders": [{"uri": root, "name": "here"}]})  # fmt: skip
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method, parameters):
        self.send({"method": method, "params": parameters})

    def ask(self, method, parameters):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": parameters})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            if "id" in message:  # It asks for settings, of which there are none, or tells of something.
                items = (message.get("params") or {}).get("items")
                self.send({"id": message["id"], "result": items and [None for _ in items]})

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, "the language server is gone"
            name, value = line.decode().split(":")
            if name.lower() == "content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def open(self, name, text):
        self.uri, self.text = (self.here / name).as_uri(), text
        document = {"uri": self.uri, "languageId": "toml", "version": 0, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def at(self, offset):
        before = self.text[:offset]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self.uri}, "position": position}

    def hover(self, offset):
        found = self.ask("textDocument/hover", self.at(offset))
        return found["contents"]["value"] if found else ""

    def complete(self, after, typed, cut=""):
        """What is offered when `typed` stands behind the first `after`, where `cut` was."""
        whole = self.text
        start = whole.index(after + cut) + len(after)
        self.text = whole[:start] + typed + ("" if cut else "\n") + whole[start + len(cut) :]
        self.version += 1
        self.tell("textDocument/didChange", {"textDocument": {"uri": self.uri, "version": self.version},
                                             "contentChanges": [{"text": self.text}]})  # fmt: skip
        found = self.ask("textDocument/completion", self.at(start + len(typed))) or []
        self.text = whole
        items = found["items"] if isinstance(found, dict) else found
        value = lambda about: about["value"] if isinstance(about, dict) else about or ""  # noqa: E731
        return {item["label"]: value(item.get("documentation")) for item in items}

    def close(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        self.process.wait(timeout=20)


if __name__ == "__main__":
    main(*(str(Path(word).resolve()) for word in sys.argv[1:]))
