"""The Compose file: valid, closed to the outside, and with no password in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
SCHEMA = ROOT / "tests" / "data_files" / "compose" / "compose-spec.json"
PASSWORD = "ARCHREPO_NEO4J_PASSWORD"


def compose() -> dict[str, Any]:
    """Return the file's content."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def test_it_follows_the_specification() -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(compose())] == []
    wrong = compose()
    wrong["services"]["neo4j"]["healthchecks"] = {}
    assert list(validator.iter_errors(wrong))


def test_only_this_machine_reaches_it() -> None:
    ports = compose()["services"]["neo4j"]["ports"]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_password_must_be_given_and_the_data_outlives_the_container() -> None:
    service = compose()["services"]["neo4j"]
    assert f"${{{PASSWORD}:?" in service["environment"]["NEO4J_AUTH"]
    volume, _, place = service["volumes"][0].partition(":")
    assert place == "/data"
    assert volume in compose()["volumes"]
    assert service["healthcheck"]["test"]


def test_docker_reads_it_and_asks_for_the_password() -> None:
    docker = shutil.which("docker")
    command = [str(docker), "compose"]
    if not docker or subprocess.run([*command, "version"], capture_output=True).returncode:
        pytest.skip("no docker with its compose plugin here")
    command += ["--file", str(FILE), "config", "--quiet"]
    without = {name: value for name, value in os.environ.items() if name != PASSWORD}
    refused = subprocess.run(command, env=without, capture_output=True, text=True)
    assert refused.returncode
    assert PASSWORD in refused.stderr
    taken = subprocess.run(command, env={**without, PASSWORD: "x" * 8}, capture_output=True)
    assert taken.returncode == 0
