"""Looks whether lists of parts keep to the schema of CycloneDX: `make audit` installs what knows it."""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main() -> int:
    """Tells what is wrong with each list that is named."""
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    wrong = {name: validator.validate_str(Path(name).read_text("utf-8")) for name in sys.argv[1:]}
    for name, said in wrong.items():
        print(f"{name}: {said or 'good'}")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
