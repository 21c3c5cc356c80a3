"""What a page tells of the things it shows: everything its template needs, worked out and in words.

A view sees the frame and what its row in the table of pages shows, and nothing else.
"""

from .card import profile_card
from .coordination import coordination
from .figures import figures
from .following import following
from .form import new, new_assignment, skill_words
from .forms import form, forms
from .insight import matching, status
from .matches import assignment_matches, profile_matches
from .network import event, events, organisation, organisations, pools
from .networks import network, networks
from .open_data import data
from .people import field, profile, profiles, region
from .pool import MemberHours, pool
from .privacy import privacy
from .rules import rules
from .site import about, accessibility, home, missing, search
from .skills import gaps, skill, skills
from .supervisors import supervisors
from .vocabularies import vocabularies, vocabulary_list
from .work import assignment, assignments, overview, stories

__all__ = [
    "MemberHours",
    "about",
    "accessibility",
    "assignment",
    "assignment_matches",
    "assignments",
    "coordination",
    "data",
    "event",
    "events",
    "field",
    "figures",
    "following",
    "form",
    "forms",
    "gaps",
    "home",
    "matching",
    "missing",
    "network",
    "networks",
    "new",
    "new_assignment",
    "organisation",
    "organisations",
    "overview",
    "pool",
    "pools",
    "privacy",
    "profile",
    "profile_card",
    "profile_matches",
    "profiles",
    "region",
    "rules",
    "search",
    "skill",
    "skill_words",
    "skills",
    "status",
    "stories",
    "supervisors",
    "vocabularies",
    "vocabulary_list",
]
