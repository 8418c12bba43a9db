"""A visitor with a real browser: signs in, looks, and reports what the page does wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

PASSWORD = "hoa sen trên mặt hồ"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass
class Visitor:
    """Somebody at an office; `complaints` gathers errors of the console, bad answers and requests elsewhere."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def goes(self, path: str) -> None:
        """Open a page of the office."""
        self.page.goto(self.address + path)

    def signs_in(self, name: str) -> None:
        """Sign in with the password all have here."""
        self.goes("/account/login/")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button")
        assert self.page.url == self.address + "/", self.page.locator("main").inner_text()

    def overflows(self) -> bool:
        """Tell whether the page is wider than the window."""
        wide: bool = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        return wide

    def axe(self) -> list[str]:
        """Return what axe-core finds against WCAG 2.2 AA and its best practices, with the places."""
        options: dict[str, Any] = {"runOnly": {"type": "tag", "values": list(RULES)}}
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """Start Chromium for as long as it is needed."""
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        try:
            yield one
        finally:
            one.close()


@contextmanager
def visitor(of: Browser, address: str, **options: Any) -> Iterator[Visitor]:
    """Open a window with nothing remembered and note what goes wrong in it."""
    context = of.new_context(**options)
    try:
        one = Visitor(context.new_page(), address)
        _listen(one)
        yield one
    finally:
        context.close()


def _listen(visitor: Visitor) -> None:
    """Note what the console says, what is answered badly, and every request that leaves the office."""

    def spoke(message: ConsoleMessage) -> None:
        visitor.complaints.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            visitor.complaints.append(f"{response.status} {response.url}")

    def asked(request: Request) -> None:
        if not request.url.startswith((visitor.address, "data:")):
            visitor.complaints.append(f"elsewhere: {request.url}")

    visitor.page.on("console", spoke)
    visitor.page.on("response", answered)
    visitor.page.on("request", asked)
