#!/usr/bin/python3
"""yaml_to_json.py IN.yaml OUT.json: the same document, compact, keys in their written order."""
import datetime
import json
import sys

import yaml


def text_of_date(value):
    """YAML reads an unquoted 2025-01-31 as a date; a document for JSON readers means the text."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def main():
    source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        document = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    with open(target, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, separators=(",", ":"), default=text_of_date)


main()
