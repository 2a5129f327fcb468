"""En flik som proven av utseende och tangentbord delar: bredder, storlek och stillhet."""

import functools
from collections.abc import Callable

from playwright.sync_api import Page

from tests import conftest

WIDTHS = (320, 768, 1440)
ZOOMED = {"width": 320, "height": 256}  # 1 280 × 1 024 i 400 procents zoom


# Rullningen är direkt, så att proven inte väntar på den.
tab = functools.partial(conftest.tab, reduced_motion="reduce")
Resize = Callable[[int, int], None]


def resizer(page: Page) -> Resize:
    """Funktionen som ger sidan en annan bredd och höjd. Hälften så dyr som `set_viewport_size`, som flyttar hela fönstret.

    Måtten gäller tills fliken stängs, så fliken ska vara provets egen.
    """
    session = page.context.new_cdp_session(page)
    scale = {"deviceScaleFactor": 1, "mobile": False}
    return lambda width, height: session.send("Emulation.setDeviceMetricsOverride", {"width": width, "height": height} | scale)
