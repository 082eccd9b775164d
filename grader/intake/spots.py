"""A place on the way through what a course hands over."""

import os

from msgspec import Struct

from checks.printable import one_line, readable
from grader.intake.disk import DiskFolder
from grader.intake.entries import Location
from grader.intake.tree import File, Folder


class Spot(Struct, frozen=True):
    """A folder or an archive, where it lies, and how that is shown."""

    folder: Folder
    location: Location
    origin: str

    def location_of(self, name: str, *more: str) -> Location:
        """Where what has this name lies, and from there on inside."""
        if isinstance(self.folder, DiskFolder) and self.folder.folder(name):
            return Location(os.path.join(self.location.path, name, *more))
        if isinstance(self.folder, DiskFolder) and self.folder.file(name):
            return Location(os.path.join(self.location.path, name), more)
        return Location(self.location.path, (*self.location.inside, name, *more))

    def origin_of(self, name: str) -> str:
        """How that is shown."""
        return f"{self.origin}/{one_line(readable(name))}"

    def links_to_folder(self, file: File) -> bool:
        """Whether a file is a link to a folder of the disk."""
        if not isinstance(self.folder, DiskFolder) or not file.problem:
            return False
        return os.path.isdir(self.folder.path_of(file.name))

    def inner(self, folder: Folder, name: str) -> "Spot":
        """The spot of a folder or an archive of this name."""
        return Spot(folder, self.location_of(name), self.origin_of(name))
