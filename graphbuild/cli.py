"""The command line: reads options, calls one function, prints.

Results go to standard output, everything else to standard error. `main` alone catches errors.
"""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from graphbuild import __version__
from graphbuild.errors import GraphbuildError

app = typer.Typer(
    name="graphbuild",
    help="Who did what to whom: turns German and English news articles into a graph of actors.",
    epilog="Example: graphbuild load articles/ && graphbuild query who-called-whom",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
actors_app = typer.Typer(help="List and search the actors of the graph.", no_args_is_help=True)
app.add_typer(actors_app, name="actors", epilog="Example: graphbuild actors search Macron")

Code = Literal["de", "en"]
Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders.", show_default=False)]
Workspace = Annotated[
    Path, typer.Option(help="Folder of record, decisions and embedded graph.", envvar="GRAPHBUILD_WORKSPACE")
]
Store = Annotated[
    str | None,
    typer.Option(
        help="embedded, or neo4j://host:7687; by default the one used last.",
        envvar="GRAPHBUILD_STORE",
        show_default=False,
    ),
]
Language = Annotated[
    Code | None, typer.Option(help="Language of the text, if it needn't be detected.", show_default=False)
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Date of the text: 2025, 2025-07, 2025-07-05.", show_default=False),
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that parse side by side.")]
RowFormat = Annotated[
    Literal["table", "json", "jsonl", "csv"], typer.Option("--format", help="How to print.")
]
PipelineDe = Annotated[
    str | None,
    typer.Option("--pipeline-de", metavar="NAME", help="Another German pipeline.", show_default=False),
]
PipelineEn = Annotated[
    str | None,
    typer.Option("--pipeline-en", metavar="NAME", help="Another English pipeline.", show_default=False),
]
Params = Annotated[
    list[str] | None,
    typer.Option(
        "--param", "-p", metavar="KEY=VALUE", help="A parameter; repeat for more.", show_default=False
    ),
]
HERE = Path("graph")


def say(text: str) -> None:
    """Print a line for people, on standard error."""
    typer.echo(text, err=True)


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        typer.echo(f"graphbuild {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command(epilog="Example: graphbuild load articles/ --workers 2")
def load(
    paths: Paths,
    workspace: Workspace = HERE,
    store: Store = None,
    published: Published = None,
    language: Language = None,
    workers: Workers = 1,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help="Keep less sure triples out of the graph (first .5; remembered).",
            show_default=False,
        ),
    ] = None,
    count_reprints: Annotated[
        bool | None,
        typer.Option(
            "--count-reprints/--no-count-reprints",
            help="Count what reprints repeat (remembered).",
            show_default=False,
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Extract anew from the stored texts.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Forget what is gone under the given paths.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 if anything was skipped.")] = False,
    log_file: Annotated[
        Path | None, typer.Option(help="Write what happens to a file.", show_default=False)
    ] = None,
    pipeline_de: PipelineDe = None,
    pipeline_en: PipelineEn = None,
) -> None:
    """Read articles, find who did what to whom, and bring the graph up to date."""
    from graphbuild import pipeline

    if log_file:
        start_log(log_file)
    with Progress() as progress:
        summary = pipeline.load(
            paths,
            workspace=workspace,
            store=store,
            published=published,
            language=language,
            workers=workers,
            min_confidence=min_confidence,
            count_reprints=count_reprints,
            again=again,
            prune=prune,
            confirm=lambda number: progress.ask(number, yes),
            dry_run=dry_run,
            pipelines={"de": pipeline_de, "en": pipeline_en},
            progress=progress,
        )
    report_load(summary, dry_run=dry_run)
    end_by(summary, strict=strict)


@app.command(epilog="Example: graphbuild extract article.txt --format jsonl -o triples.jsonl")
def extract(
    paths: Paths,
    format_: Annotated[
        Literal["jsonl", "openie", "record"],
        typer.Option(
            "--format", help="One object a triple, tab-separated words, or a folder with the whole record."
        ),
    ] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File (record: folder) to write.", show_default=False),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Also triples whose ends are no actors.")] = False,
    published: Published = None,
    language: Language = None,
    workers: Workers = 1,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 if anything was skipped.")] = False,
    pipeline_de: PipelineDe = None,
    pipeline_en: PipelineEn = None,
) -> None:
    """Print what would be loaded; touches no workspace."""
    from graphbuild import jsonl, pipeline

    if format_ == "record" and output is None:
        raise GraphbuildError("--format record writes a folder: name it with -o DIR")
    if format_ == "openie":
        lines = ("\t".join(map(str, found)) for found in pipeline.extract_lines(paths, language=language))
        jsonl.write_lines(lines, output)
        return
    summary = pipeline.LoadSummary()
    extractions = pipeline.extract_files(
        paths,
        summary,
        published=published,
        language=language,
        workers=workers,
        pipelines={"de": pipeline_de, "en": pipeline_en},
    )
    if format_ == "record" and output is not None:
        jsonl.write_record(extractions, output)
    else:
        jsonl.write_lines(jsonl.triple_lines(extractions, is_open=open_), output)
    report_skipped(summary)
    end_by(summary, strict=strict)


@app.command(epilog="Example: graphbuild query strongest-relations --param actor=Macron")
def query(
    name: Annotated[
        str | None, typer.Argument(help="A question's name, or a .cypher file.", show_default=False)
    ] = None,
    params: Params = None,
    cypher: Annotated[
        str | None, typer.Option("--cypher", help="A query of your own.", show_default=False)
    ] = None,
    format_: RowFormat = "table",
    workspace: Workspace = HERE,
    store: Store = None,
) -> None:
    """Ask the graph a question; `graphbuild questions` lists them."""
    from graphbuild import asking, querying
    from graphbuild.rendering import write_rows

    if (name is None) == (cypher is None):
        raise typer.BadParameter("name a question or give --cypher, one of the two")
    given = dict(map(querying.split_parameter, params or []))
    question = querying.find_question(name) if name else querying.parse_question("--cypher", cypher or "")
    rows = asking.query(question, given, workspace=workspace, store=store)
    write_rows(rows, format_)
    limit = querying.fill_parameters(question, given).get("limit")
    if not rows:
        say("no rows")
    elif len(rows) == limit:
        say(f"the first {limit} rows; for more: --param limit=…")


@app.command(epilog="Example: graphbuild questions")
def questions(format_: RowFormat = "table") -> None:
    """List the questions that the graph answers, and their parameters."""
    from graphbuild.querying import describe, load_questions
    from graphbuild.rendering import write_rows

    write_rows([describe(question) for question in load_questions().values()], format_)


@app.command(epilog="Example: graphbuild show Trump Macron")
def show(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="ACTOR [ACTOR] | EVIDENCE_ID", help="One or two actors, or a piece of evidence."
        ),
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many arrows.")] = 25,
    format_: RowFormat = "table",
    workspace: Workspace = HERE,
    store: Store = None,
) -> None:
    """Show an actor's arrows, those between two actors, or one sentence where it stands."""
    from graphbuild import asking
    from graphbuild.rendering import write_rows

    if len(what) > 2:
        raise typer.BadParameter("name one or two actors, or a piece of evidence")
    rows = asking.show(what, limit=limit, workspace=workspace, store=store)
    write_rows(rows, format_)
    if len(rows) == limit:
        say(f"the first {limit} arrows; for more: --limit …")


@actors_app.command("list", epilog="Example: graphbuild actors list --kind country")
def list_actors(
    kind: Annotated[
        Literal["person", "organization", "country", "place", "group"] | None,
        typer.Option(show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1)] = 25,
    format_: RowFormat = "table",
    workspace: Workspace = HERE,
    store: Store = None,
) -> None:
    """List the actors, those with most evidence first."""
    from graphbuild import asking
    from graphbuild.rendering import write_rows

    rows = asking.query(
        "who-is-in-the-graph", {"kind": kind, "limit": limit}, workspace=workspace, store=store
    )
    write_rows(rows, format_)


@actors_app.command("search", epilog="Example: graphbuild actors search Selensky")
def search_actors(
    name: Annotated[str, typer.Argument(help="A name, a part of one, or an id.")],
    limit: Annotated[int, typer.Option(min=1)] = 25,
    format_: RowFormat = "table",
    workspace: Workspace = HERE,
    store: Store = None,
) -> None:
    """Search the graph's actors by name, alias or id."""
    from graphbuild import asking
    from graphbuild.rendering import write_rows

    rows = asking.search_actors(name, limit=limit, workspace=workspace, store=store)
    write_rows(rows, format_)
    if not rows:
        say(f"nobody in the graph is called {name!r}")


@app.command(epilog="Example: graphbuild export around-macron.graphml --actor Macron --depth 2")
def export(
    file: Annotated[Path, typer.Argument(help="File to write; its ending says the format.")],
    actor: Annotated[
        list[str] | None,
        typer.Option(help="Only what is near this actor; repeat for more.", show_default=False),
    ] = None,
    depth: Annotated[int, typer.Option(min=0, help="How many arrows away from --actor.")] = 1,
    relation: Annotated[
        list[str] | None, typer.Option(help="Only this relation; repeat for more.", show_default=False)
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Count evidence from this day on.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Count evidence up to this day.", show_default=False)
    ] = None,
    names: Annotated[Code, typer.Option(help="Language of the labels.")] = "en",
    workspace: Workspace = HERE,
    store: Store = None,
) -> None:
    """Write the graph, or a part of it, for Gephi, yEd, Cytoscape or NetworkX."""
    from graphbuild import exporting, pipeline
    from graphbuild.languages import load_relations

    exporting.check_format(file)
    if unknown := set(relation or ()) - load_relations().keys():
        known = ", ".join(sorted(load_relations()))
        raise GraphbuildError(f"no relation is called {', '.join(sorted(unknown))}: there are {known}")
    graph = pipeline.graph(
        workspace=workspace,
        store=store,
        actors=actor or (),
        depth=depth,
        relations=relation,
        since=since,
        until=until,
        names=names,
    )
    exporting.export_graph(graph, file)
    say(f"{file}: {graph.number_of_nodes()} actors, {graph.number_of_edges()} arrows")
    if not graph:
        say("nothing in the graph fits; try: graphbuild actors search NAME")


@app.command(epilog='Example: graphbuild explain "Trump hat Macron angerufen."')
def explain(
    text: Annotated[str, typer.Argument(help="A sentence or two.")],
    language: Language = None,
    published: Published = None,
) -> None:
    """Show the parse of a sentence, who is mentioned in it, and which rules made which triple."""
    from graphbuild import explaining
    from graphbuild.rendering import explanation_tables, write_table

    for title, rows in explanation_tables(explaining.explain(text, language=language, published=published)):
        typer.echo(title)
        write_table(rows, sys.stdout)


@app.command(epilog="Example: graphbuild forget articles/2024")
def forget(paths: Paths, workspace: Workspace = HERE, store: Store = None) -> None:
    """Take articles back out of record and graph; their files need not exist any more."""
    from graphbuild import pipeline

    summary = pipeline.forget(paths, workspace=workspace, store=store)
    if not summary.forgotten:
        raise GraphbuildError(f"nothing was loaded from {', '.join(map(str, paths))}")
    say(f"forgot {summary.forgotten} {'file' if summary.forgotten == 1 else 'files'}")
    report_graph(summary)


@app.command(epilog="Example: graphbuild rebuild --store neo4j://localhost:7687")
def rebuild(workspace: Workspace = HERE, store: Store = None) -> None:
    """Make the graph again from the record: after an upgrade, or into another store."""
    from graphbuild import pipeline

    with Progress() as progress:
        summary = pipeline.rebuild(workspace=workspace, store=store, progress=progress)
    report_graph(summary)


@app.command(epilog="Example: graphbuild check")
def check(workspace: Workspace = HERE, store: Store = None) -> None:
    """Check that pipelines, record and graph are in order; end with 1 if not."""
    from graphbuild import checking

    findings = list(checking.check(workspace=workspace, store=store))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.is_ok else 'BAD '} {finding.text}")
    if not all(finding.is_ok for finding in findings):
        raise typer.Exit(1)


class Progress:
    """A line on standard error that tells how far a run is; silent if nobody looks."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        console = Console(stderr=True)
        self.bars = Bars(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.tasks: dict[str, Any] = {}

    def __enter__(self) -> "Progress":
        self.bars.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.bars.stop()

    def __call__(self, step: str, done: int, of: int | None) -> None:
        """Show that a step is so far."""
        if step not in self.tasks:
            self.tasks[step] = self.bars.add_task(step, total=of)
        self.bars.update(self.tasks[step], completed=done, total=of)

    def ask(self, number: int, yes: bool) -> bool:
        """Ask before many articles are forgotten."""
        if yes or number <= 10:
            return True
        self.bars.stop()
        if not sys.stdin.isatty():
            say(f"{number} articles whose files are gone are kept: forget them with --yes")
            return False
        return typer.confirm(f"Forget {number} articles whose files are gone?", err=True)


class ToStandardError(logging.Handler):
    """Prints what the library logs for people, such as which graph is read."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one message."""
        say(record.getMessage())


def start_log(path: Path) -> None:
    """Send everything that the library logs to a file."""
    try:
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise GraphbuildError(f"{path} can't be written: {error.strerror}") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("graphbuild").addHandler(handler)


def report_load(summary: Any, *, dry_run: bool) -> None:
    """Say what a load read, skipped and found, and what can be asked now."""
    from graphbuild.rendering import summary_rows, write_rows

    report_skipped(summary)
    if not (summary.read or summary.skipped):
        say("no articles found")
    write_rows(summary_rows(summary, dry_run=dry_run), "table", sys.stderr)
    if dry_run:
        say("dry run: nothing was written")
    elif summary.arrows:
        say("ask it: graphbuild query who-called-whom, or see: graphbuild questions")


def report_graph(summary: Any) -> None:
    """Say what the store holds."""
    say(f"graph in {summary.store}: {summary.actors} actors, {summary.arrows} arrows")


def report_skipped(summary: Any) -> None:
    """Name every skipped file and why; those that are no articles are only counted."""
    from graphbuild.reading import NO_ARTICLE_REASON

    silent = [item for item in summary.skipped if item.reason == NO_ARTICLE_REASON]
    for item in summary.skipped:
        if item.reason != NO_ARTICLE_REASON:
            say(f"skipped {item.path}: {item.reason}")
    if silent:
        endings = ", ".join(sorted({Path(item.path).suffix for item in silent}))
        files = "file that holds" if len(silent) == 1 else "files that hold"
        say(f"skipped {len(silent)} {files} no article ({endings})")


def end_by(summary: Any, *, strict: bool) -> None:
    """End with 1 if nothing could be read, or anything was skipped and nothing may be."""
    from graphbuild.reading import NO_ARTICLE_REASON

    failed = [item for item in summary.skipped if item.reason != NO_ARTICLE_REASON]
    if not (summary.read or summary.new or summary.forgotten) or (strict and failed):
        raise typer.Exit(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; an error that the user can mend is one line and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file name that is no valid text must not end the run
            stream.reconfigure(errors="backslashreplace")
    logger = logging.getLogger("graphbuild")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(ToStandardError(logging.INFO))
    try:
        app(arguments, prog_name="graphbuild")
    except GraphbuildError as error:
        say(f"graphbuild: {error}")
        sys.exit(1)
    except BrokenPipeError:  # the reader of the output has left: `graphbuild query … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    finally:
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            handler.close()
