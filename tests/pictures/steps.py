"""What is done on a page before its picture is drawn, said in words of the tables."""

from playwright.sync_api import Page


def click(selector: str, text: str | None = None):
    """Click on the first that matches, and wait for what comes."""

    def step(page: Page):
        page.locator(selector, has_text=text).first.click()
        page.wait_for_load_state("networkidle")

    return step


def fill(selector: str, text: str):
    return lambda page: page.locator(selector).first.fill(text)


def choose(selector: str, value: str):
    """In a list of choices."""
    return lambda page: page.locator(selector).first.select_option(value)


def tick(*selectors: str):
    def step(page: Page):
        for selector in selectors:
            page.locator(selector).first.check()

    return step


def press(keys: str):
    """Keys one after the other: ``press("g t")``."""

    def step(page: Page):
        for key in keys.split():
            page.keyboard.press(key)

    return step


def type_in(selector: str, text: str):
    """Key by key, for what answers while one writes."""
    return lambda page: page.locator(selector).first.press_sequentially(text)


def wait(selector: str):
    return lambda page: page.locator(selector).first.wait_for()
