"""Check that every dependency has wheels for each supported Python and system, without installing."""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "macOS arm64": ("macosx_14_0_arm64", "macosx_11_0_arm64"),
    "Windows x86-64": ("win_amd64",),
}


def has_wheels(python: str, platforms: tuple[str, ...], requirements: list[str]) -> bool:
    """Whether pip resolves all requirements to wheels alone."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--target", target]
        command += ["--only-binary=:all:", "--python-version", python, "--implementation", "cp"]
        command += [part for platform in platforms for part in ("--platform", platform)]
        done = subprocess.run([*command, *requirements], capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr.strip().splitlines()[-1])
        return done.returncode == 0


def main() -> int:
    """Check every combination; 1 if one lacks wheels."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = project["dependencies"]
    missing = []
    for python in PYTHONS:
        for name, platforms in PLATFORMS.items():
            fine = has_wheels(python, platforms, requirements)
            print(f"{'ok     ' if fine else 'MISSING'} Python {python}, {name}")
            missing += [] if fine else [(python, name)]
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
