"""The public charts: each takes what a public function returned and gives an altair chart."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from abstand.entities import default
from abstand.measuring.told_steps import Step
from abstand.model import Series
from abstand.telling.charts import distance_chart
from abstand.telling.words import words

__all__ = ["distance"]


def distance(series: Series, lang: str = "en", steps: Sequence[Step] = ()) -> alt.LayerChart:
    """The distance of two states with its 50 and 95 % bands; ``lang`` is one of de, fr, en, ru, kk."""
    return distance_chart(series, words(lang), default(), steps)
