"""The record: what the articles say, before anybody decides who is who.

Takes extractions from extracting and keeps them in `record.sqlite` of a workspace; gives them to
resolving again, with the reprint groups. Every graph can be made from it without parsing.
"""

from graphbuild.record.database import Record
from graphbuild.record.reprints import ReprintGroup, choose_independent

__all__ = ["Record", "ReprintGroup", "choose_independent"]
