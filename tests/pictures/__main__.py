"""Draw the pictures, or those whose name holds a word: ``python -m tests.pictures moderateur``."""

import sys

from playwright.sync_api import sync_playwright

from tests.pictures import demo, editor, moderator
from tests.pictures.camera import Camera


def main(words: list[str]):
    wanted = [
        picture
        for picture in (*editor.PICTURES, *moderator.PICTURES)
        if not words or any(word in picture.name for word in words)
    ]
    with demo.served() as (site, places), sync_playwright() as playwright:
        # Imported late: the tests' own needs the settings, which the demo has set.
        from tests.conftest import CHROMIUM_ARGS, chromium_path

        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        camera = Camera(browser, site, places)
        for picture in wanted:
            file = camera.draw(picture)
            print(f"{file.name:<36} {file.stat().st_size // 1000} kB", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
