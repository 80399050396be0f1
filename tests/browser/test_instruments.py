"""The instruments themselves: a check that cannot fail proves nothing."""

import pytest

PLANTED = {
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "label": '<input type="text" name="nama">',
    "color-contrast": '<p style="color:#bbb;background:#fff">Teks yang terlalu pucat untuk dibaca</p>',
}


@pytest.mark.parametrize("rule", PLANTED)
def test_violations_names_the_rule_when_it_is_broken(chromium, violations, rule):
    page = chromium.new_page()
    page.set_content(f'<!doctype html><html lang="id"><title>Uji</title><main>{PLANTED[rule]}</main></html>')
    assert [line.split(":")[0] for line in violations(page)] == [rule]
    page.close()


def test_violations_is_empty_when_the_page_is_sound(chromium, violations):
    page = chromium.new_page()
    page.set_content('<!doctype html><html lang="id"><title>Uji</title><main><h1>Halo</h1></main></html>')
    assert violations(page) == []
    page.close()
