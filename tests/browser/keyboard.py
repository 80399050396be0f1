"""A person without a mouse: every step is a Tab, an arrow, a letter or Enter on what has a role and a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SCREENSHOTS
from tests.factories.agencies import PASSWORD

#: More stops than any page of the portal has; whoever needs more will not get there.
STOPS = 400
_IS_HERE = "element => element === document.activeElement || element.contains(document.activeElement)"

Name = str | re.Pattern[str]
File = dict[str, object]


class Keyboard:
    """Reaches things with Tab, so that what cannot be reached without a mouse fails the journey."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> Locator:
        """Tab until the focus stands on ``target``. A group of radio buttons is one stop, as browsers have it."""
        target = target.first
        expect(target).to_be_visible()
        for _stop in range(STOPS):
            if target.evaluate(_IS_HERE):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def press(self, role: str, name: Name, *, exact: bool = False, key: str = "Enter") -> None:
        self.reach(self._find(role, name, exact)).press(key)

    def leave(self, role: str, name: Name, *, exact: bool = False) -> None:
        """Press Enter on what opens another page, and wait for that page."""
        target = self.reach(self._find(role, name, exact))
        with self.page.expect_navigation():
            target.press("Enter")

    def write(self, name: Name, text: str, *, role: str = "textbox") -> None:
        target = self.reach(self._find(role, name))
        target.press("ControlOrMeta+a")
        # The last letter by its key: scripts of a form listen for keys, which pasting alone does not press.
        self.page.keyboard.insert_text(text[:-1])
        self.page.keyboard.type(text[-1:])

    def choose(self, name: Name, option: str) -> None:
        """A choice of a list, by its first letters, as one types them."""
        target = self.reach(self._find("combobox", name))
        self.page.keyboard.type(option, delay=5)
        expect(target.locator("option:checked")).to_have_text(option)

    def tick(self, role: str, name: Name) -> None:
        target = self.reach(self._find(role, name))
        target.press("Space")
        expect(target).to_be_checked()

    def pick(self, name: Name) -> None:
        """One of a group of radio buttons: Tab leads to the group, the arrows to the one that is meant."""
        wanted = self._find("radio", name)
        group = self.page.locator(f"input[type=radio][name='{wanted.get_attribute('name')}']")
        self.reach(group.and_(self.page.locator(":checked")).or_(group.first).last)
        for _button in range(group.count()):
            if wanted.evaluate(_IS_HERE):
                self.page.keyboard.press("Space")
                return expect(wanted).to_be_checked()
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {wanted}")

    def open_tab(self, name: Name) -> None:
        """Of a row of tabs only the open one is a stop; the arrows lead to the others."""
        wanted = self._find("tab", name)
        self.reach(self.page.get_by_role("tab", selected=True))
        for _tab in range(10):
            if wanted.get_attribute("aria-selected") == "true":
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"the arrows never reach {wanted}")

    def attach(self, name: Name, file: File) -> None:
        """The system's own file dialogue is beyond the page: it opens on Space, and a file is chosen in it."""
        target = self.reach(self.page.get_by_label(name).and_(self.page.locator("input[type=file]")))
        with self.page.expect_file_chooser() as chooser:
            target.press("Space")
        chooser.value.set_files(file)  # type: ignore[arg-type]

    def sign_in(self, email: str) -> None:
        self.page.goto("/masuk/")
        self.write(re.compile("surel", re.I), email)
        target = self.reach(self.page.get_by_label(re.compile("sandi", re.I)))
        target.press_sequentially(PASSWORD, delay=0)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def shoot(self, name: str) -> Path:
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    def _find(self, role: str, name: Name, exact: bool = False) -> Locator:
        # Of two things with one name the one that is seen is meant (a heading's link, a folded menu).
        found = self.page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
        return found.filter(visible=True).first


OpenKeyboard = Callable[..., Keyboard]
