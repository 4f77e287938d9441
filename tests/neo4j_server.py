"""A real Neo4j server for the tests, without Docker: fetched from Maven, started on free ports.

Or one that runs already: GRAPHBUILD_TEST_NEO4J=neo4j://localhost:7687 with NEO4J_USERNAME and
NEO4J_PASSWORD. Its data is deleted. `python tests/neo4j_server.py` starts one to look at.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

VERSION = "5.26.30"
MAVEN_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
ENTRY_POINT = "org.neo4j.server.CommunityEntryPoint"
SECONDS_TO_START = 180
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>graphbuild</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""
CONFIGURATION = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.bolt.tls_level=DISABLED
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
dbms.security.auth_enabled=true
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
server.directories.import=import
"""


class NoServerError(Exception):
    """There is no Neo4j to test with; the message says why in a line."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers, and as whom to ask."""

    url: str
    username: str
    password: str

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that graphbuild reads."""
        return {"NEO4J_USERNAME": self.username, "NEO4J_PASSWORD": self.password}


@contextmanager
def neo4j_server() -> Iterator[Server]:
    """Give a server that runs already, or start one and stop it.

    Raises:
        NoServerError: none is named, and Java or Maven are missing or fail.
    """
    named = os.environ.get("GRAPHBUILD_TEST_NEO4J")
    if named:
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        yield Server(named, user, os.environ.get("NEO4J_PASSWORD", ""))
        return
    libraries = fetch_libraries()
    with tempfile.TemporaryDirectory(prefix="graphbuild-neo4j-") as home:
        server, process = start(Path(home), libraries)
        try:
            yield server
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def neo4j() -> Iterator[Server]:
    """A server for the whole session, with the variables set that graphbuild reads.

    Without one, the tests that want it are skipped; with GRAPHBUILD_REQUIRE_NEO4J=1 they fail.
    """
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        try:
            server = stack.enter_context(neo4j_server())
        except NoServerError as error:
            if os.environ.get("GRAPHBUILD_REQUIRE_NEO4J") == "1":
                pytest.fail(str(error))
            pytest.skip(str(error))
        for name, value in server.environment.items():
            patch.setenv(name, value)
        patch.delenv("NEO4J_DATABASE", raising=False)
        yield server


def fetch_libraries() -> Path:
    """Fetch the server's jars once; about 140 MB."""
    cache = Path(os.environ.get("GRAPHBUILD_CACHE") or Path.home() / ".cache" / "graphbuild")
    libraries = cache / f"neo4j-{VERSION}" / "lib"
    if (libraries.parent / "complete").is_file():
        return libraries
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("no Neo4j to test with: install Maven, or set GRAPHBUILD_TEST_NEO4J")
    libraries.mkdir(parents=True, exist_ok=True)
    pom = libraries.parent / "pom.xml"
    pom.write_text(POM.format(version=VERSION), encoding="utf-8")
    command = [maven, "-B", "-ntp", "-q", "-f", str(pom), MAVEN_PLUGIN, "-DincludeScope=runtime"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={libraries}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = next((line for line in done.stdout.splitlines() if "ERROR" in line), "Maven failed")
        raise NoServerError(f"no Neo4j to test with: {reason[:300]}")
    (libraries.parent / "complete").touch()
    return libraries


def start(home: Path, libraries: Path) -> tuple[Server, subprocess.Popen[bytes]]:
    """Start a server in an empty folder and wait until it answers."""
    java = shutil.which("java")
    if java is None:
        raise NoServerError("no Neo4j to test with: install Java 17 or 21, or set GRAPHBUILD_TEST_NEO4J")
    bolt, http = free_port(), free_port()
    password = secrets.token_urlsafe(12)
    conf = home / "conf"
    conf.mkdir()
    (home / "import").mkdir()
    (conf / "neo4j.conf").write_text(CONFIGURATION.format(bolt=bolt, http=http), encoding="utf-8")
    classes = ["-cp", str(libraries / "*")]
    set_password = ["org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(conf)}
    subprocess.run(
        [java, "-Xmx128m", *classes, *set_password], env=environment, check=True, capture_output=True
    )
    log = home / "console.log"
    command = [
        java,
        "-Xms256m",
        "-Xmx768m",
        *classes,
        ENTRY_POINT,
        f"--home-dir={home}",
        f"--config-dir={conf}",
    ]
    with log.open("wb") as console:
        process = subprocess.Popen(command, stdout=console, stderr=subprocess.STDOUT, env=environment)
    wait_until_ready(process, bolt, http, log)
    return Server(f"neo4j://127.0.0.1:{bolt}", "neo4j", password), process


def wait_until_ready(process: subprocess.Popen[bytes], bolt: int, http: int, log: Path) -> None:
    """Wait until a server answers over HTTP and accepts Bolt; stop it if it never does."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{http}/", timeout=5) as answer:
                answer.read()
            socket.create_connection(("127.0.0.1", bolt), timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    process.kill()
    process.wait()
    last = (log.read_text(encoding="utf-8", errors="replace").splitlines() or ["it said nothing"])[-1]
    raise NoServerError(f"no Neo4j to test with: the server did not start: {last[:300]}")


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Start a server, say where it is, and stop it with Ctrl-C."""
    try:
        with neo4j_server() as server:
            print(f"export NEO4J_USERNAME={server.username} NEO4J_PASSWORD={server.password}")
            print(f"graphbuild load PATH --store {server.url}", flush=True)
            while True:
                time.sleep(3600)
    except NoServerError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
