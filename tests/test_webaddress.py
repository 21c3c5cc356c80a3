"""Addresses as people write them, as attackers write them, and the one spelling we publish."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.webaddress import lies_under, mail_address, problem_of, tel_address, web_address


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("https://www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("  HTTPS://WWW.Voorbeeld.NL/In/Sam  ", "https://www.voorbeeld.nl/In/Sam"),
        ("http://voorbeeld.nl:8080/x?a=1&b=2#c", "http://voorbeeld.nl:8080/x?a=1&b=2#c"),
        ("https://voorbeeld.nl./", "https://voorbeeld.nl/"),
        ("https://voorbeeld.nl/in/sébastien", "https://voorbeeld.nl/in/s%C3%A9bastien"),
        ("https://voorbeeld.nl/in/s%C3%A9bastien", "https://voorbeeld.nl/in/s%C3%A9bastien"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://voorbeeld.nl/100%", "https://voorbeeld.nl/100%25"),
        ("https://voorbeeld.nl/a'b\"c<d>", "https://voorbeeld.nl/a%27b%22c%3Cd%3E"),
        ("https://voorbeeld.nl\\@elders.nl", None),
        ("https://voorbeeld.nl/\\elders.nl", "https://voorbeeld.nl/%5Celders.nl"),
        ("https://voorbeeld.nl?next=https://elders.nl/@x", "https://voorbeeld.nl?next=https://elders.nl/@x"),
    ],
)
def test_an_address_is_published_in_one_spelling(written, published):
    assert web_address(written) == published


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://voorbeeld.nl/" + "x" * 2_000, "too-long"),
        ("linkedin.com/in/sam", "no-scheme"),
        ("www.voorbeeld.nl", "no-scheme"),
        ("localhost:8080/x", "no-scheme"),
        ("@sam", "no-scheme"),
        ("../cv.pdf", "no-scheme"),
        ("https://", "no-host"),
        ("https:///pad", "no-host"),
        ("https:voorbeeld.nl", "no-host"),
        ("https:\\\\voorbeeld.nl", "no-host"),
        ("https://:80/", "no-host"),
        ("//voorbeeld.nl", "protocol-relative"),
        ("\\\\voorbeeld.nl", "protocol-relative"),
        ("/\\voorbeeld.nl", "protocol-relative"),
        ("%2F%2Fvoorbeeld.nl", "protocol-relative"),
        ("https://voorbeeld.nl/mijn cv.pdf", "space-inside"),
        ("https://voorbeeld.nl/\u00a0x", "space-inside"),
        ("https://sam@voorbeeld.nl", "user-info"),
        ("https://bank.example:x@voorbeeld.nl/", "user-info"),
        ("https://bank.example%40voorbeeld.nl/", "user-info"),
        ("https://bank.example&commat;voorbeeld.nl/", "user-info"),
        ("https://voorbeeld.nl:99999/", "bad-port"),
        ("https://voorbeeld.nl:٣/", "bad-port"),
        ("https://voor%62eeld.nl/", "bad-host"),
        ("https://-voorbeeld.nl/", "bad-host"),
        ("https://voorbeeld..nl/", "bad-host"),
        ("https://voor<b>eeld.nl/", "bad-host"),
        ("https://" + "a" * 64 + ".nl/", "bad-host"),
        ("https://\u0301bc.nl/", "bad-host"),
        ("https://127.0.0.1/", "not-public"),
        ("https://2130706433/", "not-public"),
        ("https://0x7f.1/", "not-public"),
        ("https://127.0.0.0x1/", "not-public"),
        ("https://１２７.０.０.１/", "not-public"),
        ("https://[::1]:8080/", "not-public"),
        ("https://localhost/", "not-public"),
        ("https://intranet/", "not-public"),
        ("https://printer.local/", "not-public"),
        ("https://voorbeeld.nl/\0", "control-character"),
        ("https://voorbeeld.nl/%00", "control-character"),
        ("https://voorbeeld.nl/%250a", "control-character"),
        ("https://voorbeeld.nl/&NewLine;", "control-character"),
        ("java\tscript:alert(1)", "control-character"),
        ("https://voorbeeld.nl/\ud800", "control-character"),
        ("https://voor\u200bbeeld.nl/", "invisible-character"),
        ("https://voorbeeld.nl/\u202efdp.exe", "invisible-character"),
        ("https://voorbeeld.nl/%E2%80%AEfdp.exe", "invisible-character"),
        ("javascript:alert(1)", "scheme-not-allowed"),
        ("JaVaScRiPt:alert(1)", "scheme-not-allowed"),
        ("javascript&colon;alert(1)", "scheme-not-allowed"),
        ("java%73cript:alert(1)", "scheme-not-allowed"),
        ("&#x6a;avascript:alert(1)", "scheme-not-allowed"),
        ("javascript%253Aalert(1)", "scheme-not-allowed"),
        ("data:text/html,x", "scheme-not-allowed"),
        ("blob:https://voorbeeld.nl/1", "scheme-not-allowed"),
        ("view-source:https://voorbeeld.nl", "scheme-not-allowed"),
        ("intent://voorbeeld.nl#Intent;end", "scheme-not-allowed"),
        ("file:///etc/passwd", "scheme-not-allowed"),
        ("mailto:sam@voorbeeld.nl", "scheme-not-allowed"),
    ],
)
def test_an_address_that_may_not_be_linked_says_why(written, problem):
    assert (problem_of(written), web_address(written)) == (problem, None)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("sam@voorbeeld.nl", "mailto:sam@voorbeeld.nl"),
        ("MAILTO:Sam.de-Vries+klus@Voorbeeld.NL", "mailto:Sam.de-Vries+klus@voorbeeld.nl"),
        ("mailto:sam%40voorbeeld.nl", "mailto:sam@voorbeeld.nl"),
        ("mailto:sam@voorbeeld.nl?subject=Klus&bcc=veel@elders.nl", "mailto:sam@voorbeeld.nl"),
        ("sam@bücher.example", "mailto:sam@xn--bcher-kva.example"),
        ("mailto:sam@voorbeeld.nl,kim@voorbeeld.nl", None),
        ("sam@voorbeeld.nl\nbcc:veel@elders.nl", None),
        ("sam%0abcc:x@voorbeeld.nl", None),
        ("Sam <sam@voorbeeld.nl>", None),
        ("sam@localhost", None),
        ("@voorbeeld.nl", None),
        ("sam", None),
        ("", None),
    ],
)
def test_a_mail_address_is_one_mailbox(written, published):
    assert mail_address(written) == published


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("06 12 34 56 78", "tel:0612345678"),
        ("+31 (0)6-12345678", "tel:+31612345678"),
        ("tel:(010) 123 45 67", "tel:0101234567"),
        ("14 070", "tel:14070"),
        ("bel mij", None),
        ("*#06#", None),
        ("+٣١٦١٢٣٤٥٦٧٨", None),
        ("1" * 16, None),
        ("", None),
    ],
)
def test_a_telephone_number_keeps_what_can_be_dialled(written, published):
    assert tel_address(written) == published


PUBLISHED = r"https?://[a-z0-9_.-]+\.[a-z0-9_-]+(:\d+)?([/?#][!#-&(-;=?-Z_a-z~]*)?"

anything = (
    st.text()
    | st.text(alphabet="htps:/\\@.%&#;?[]ae0x1\u3002\u200b é<>\"'")
    | st.builds("https://{}".format, st.text(alphabet="abc.:/@%é[]\\?#1 "))
)


@given(anything)
def test_whatever_is_written_what_is_published_is_plain_and_stays_the_same(text):
    address = web_address(text)

    assert address is None or re.fullmatch(PUBLISHED, address)
    assert address is None or web_address(address) == address


@given(anything)
def test_whatever_is_written_a_mailbox_or_number_has_nothing_to_escape(text):
    found = [address for address in (mail_address(text), tel_address(text)) if address]

    assert all(re.fullmatch(r"mailto:[!-~]+@[a-z0-9_.-]+|tel:\+?\d+", address, re.ASCII) for address in found)
    assert not set("".join(found)) & set("<>\"'` ")


@pytest.mark.parametrize(
    ("text", "folder", "lies"),
    [
        ("https://a.org/b/c", "https://a.org/b/", True),
        ("https://A.org:443/b/c", "https://a.org/b", True),
        ("http://a.org/b/c", "https://a.org/b/", False),
        ("https://a.org/b/../c", "https://a.org/b/", False),
        ("https://a.org/b", "no address", False),
        ("https://", "https://", False),
        ("http://[-\udcec", "http://\udc94", False),
    ],
)
def test_an_address_lies_in_a_folder_of_the_same_host_or_in_none(text, folder, lies):
    assert lies_under(text, folder) is lies
