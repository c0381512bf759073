"""The workbench of rule authors: what the rules do on many articles, and at what cost."""

from parsers.workbench.coverage import Coverage, CoverageReport
from parsers.workbench.profile import Profile, ProfileReport

__all__ = ["Coverage", "CoverageReport", "Profile", "ProfileReport"]
