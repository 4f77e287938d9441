"""The statements and addresses, without a store."""

import pytest

from graphbuild.errors import StoreError, TableError
from graphbuild.languages.loader import load_relations
from graphbuild.storing import open_store, statements
from graphbuild.storing.neo4j_address import read_address


def test_every_relation_has_its_constraint() -> None:
    """A relation that is added to the table needs its line in `cypher/schema.cypher`."""
    constraint = "CREATE CONSTRAINT {}_id IF NOT EXISTS FOR ()-[r:{}]-() REQUIRE r.id IS UNIQUE"
    wanted = {constraint.format(name.lower(), name) for name in load_relations()}
    assert wanted == {line for line in statements.schema() if "()-[r:" in line}
    assert all(label in "".join(statements.schema()) for label in statements.OUR_LABELS)


@pytest.mark.parametrize(
    "relation", ["", "NOT_A_RELATION", "CALLS {x: 1}]->() DELETE r //", "calls", "CALLS\n"]
)
def test_a_relation_that_is_not_in_the_table_never_reaches_a_statement(relation: str) -> None:
    """Relation names come from the table, never from data."""
    with pytest.raises(TableError):
        statements.put_arrows(relation)


def test_addresses() -> None:
    """An address says what it says; the environment the rest; the password only the environment."""
    environment = {"NEO4J_USERNAME": "berta", "NEO4J_PASSWORD": "geheim", "NEO4J_DATABASE": "news"}
    address = read_address("neo4j://localhost", environment)
    assert (address.url, address.user, address.password) == ("neo4j://localhost:7687", "berta", "geheim")
    assert str(address) == "neo4j://localhost:7687/news"
    address = read_address("bolt+s://anna@[::1]:7777/texts", environment)
    assert (address.url, address.user, address.database) == ("bolt+s://[::1]:7777", "anna", "texts")
    address = read_address("neo4j://localhost/", {})
    assert (address.user, address.password, address.database) == ("neo4j", None, None)
    assert "geheim" not in str(address)


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("neo4j://anna:geheim@localhost", "put it into NEO4J_PASSWORD"),
        ("neo4j://anna:@localhost", "put it into NEO4J_PASSWORD"),
        ("http://localhost:7474", "is not known"),
        ("neo4j://", "can't be read"),
        ("neo4j://localhost:port", "can't be read"),
        ("neo4j://localhost:99999", "can't be read"),
        ("neo4j://localhost/a/b", "can't be read"),
        ("neo4j://localhost?database=x", "can't be read"),
        ("embeded", "unknown store 'embeded'"),
    ],
)
def test_a_wrong_address_says_what_to_write(
    spec: str, hint: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A store that can't be meant is refused in one line, without the password."""
    with pytest.raises(StoreError, match=hint) as raised:
        open_store(spec, tmp_path_factory.mktemp("workspace"), write=False)
    assert "geheim" not in str(raised.value)
    assert "\n" not in str(raised.value)
