"""What a reader wants known of a document goes to standard error, beside the rows."""

from __future__ import annotations

from click.testing import CliRunner

from instrgraph.cli.texts import extract

PROPOSAL = "RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)\nrecalling\nResolution 71 (Rev. Dubai, 2018) of this body"


def test_inferred_changes_are_told(tmp_path):
    path = tmp_path / "proposal.txt"
    path.write_text(PROPOSAL, encoding="utf-8")
    found = CliRunner().invoke(extract, [str(path), "--format", "jsonl"], standalone_mode=False)
    assert found.exception is None
    assert "proposal.txt: the text bears no marks of changes; 1 were inferred" in found.stderr
    assert "inferred" not in found.stdout
    assert '"itu/pp/res/71"' in found.stdout


def test_a_plain_text_has_nothing_to_tell(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference", encoding="utf-8")
    assert CliRunner().invoke(extract, [str(path), "--format", "jsonl"], standalone_mode=False).stderr == ""
