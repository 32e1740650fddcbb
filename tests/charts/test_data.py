import json

import numpy as np
import pytest

from digitrec.charts.data import difference_figure, map_figure, point_places, selected_places
from digitrec.charts.style import DIGIT_COLOURS, DIGIT_SYMBOLS


@pytest.fixture
def y():
    return np.array([3, 1, 3, 9, 1])


@pytest.fixture
def points():
    return np.array([[0, 1], [2, 3], [4, 5.123456], [6, 7], [8, 9]], dtype=np.float32)


def test_each_digit_is_a_trace_with_a_colour_and_a_shape_of_its_own(points, y):
    figure = map_figure(points, y)
    assert [trace.name for trace in figure.data] == list("0123456789")
    assert [trace.marker.color for trace in figure.data] == list(DIGIT_COLOURS)
    assert [trace.marker.symbol for trace in figure.data] == list(DIGIT_SYMBOLS)
    assert len(set(DIGIT_COLOURS)) == len(set(DIGIT_SYMBOLS)) == 10


def test_a_point_leads_back_to_its_picture(points, y):
    figure = map_figure(points, y)
    found = {}
    for digit, trace in enumerate(figure.data):
        for x, height, place in zip(trace.x, trace.y, point_places(y, digit), strict=True):
            found[int(place)] = (x, height)
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert found[1] == (2, 3)
    assert found[2] == (4, 5.12)


def test_axes_name_their_proportion_of_the_variance_or_nothing(points, y):
    with_ratios = map_figure(points, y, explained_variance_ratio=(0.151, 0.136)).layout
    assert with_ratios.xaxis.title.text == "component 1 (15\xa0% of the variance)"
    assert with_ratios.yaxis.title.text == "component 2 (14\xa0% of the variance)"
    without = map_figure(points, y).layout
    assert not without.xaxis.title.text
    assert not without.xaxis.showticklabels


def test_dragging_draws_a_loop_only_where_it_is_asked_for(points, y):
    assert map_figure(points, y, lasso=True).layout.dragmode == "lasso"
    assert map_figure(points, y).layout.dragmode is False


def test_the_same_points_make_the_same_figure(points, y):
    assert map_figure(points, y).to_json() == map_figure(points, y).to_json()


def selected(digit, index):
    return {"curve_number": digit, "point_index": index, "x": 0.0, "y": 0.0}


def test_selected_points_lead_to_their_pictures(y):
    points = [selected(3, 1), selected(9, 0), selected(3, 1)]
    assert selected_places(points, y).tolist() == [2, 3]
    assert selected_places([], y).tolist() == []


@pytest.mark.parametrize(
    "forged",
    [{}, selected(3, 2), selected(3, -1), selected(42, 0), selected("3", 0), selected(3, [0])],
    ids=str,
)
def test_forged_points_are_left_out(forged, y):
    assert selected_places([forged, selected(1, 0)], y).tolist() == [1]


def test_the_difference_has_a_number_in_each_cell_of_8x8():
    difference = np.zeros((8, 8))
    difference[2, 5], difference[7, 0], difference[1, 1] = 6.6, -9.4, -0.3
    (heatmap,) = difference_figure(difference, 3, 8, max_value=16).data
    assert heatmap.text[2][5] == "+7"
    assert heatmap.text[7][0] == "−9"
    assert heatmap.text[1][1] == heatmap.text[0][0] == ""
    assert (heatmap.zmin, heatmap.zmax) == (-16, 16)
    assert heatmap.z[7][0] == -9.4
    assert list(heatmap.colorbar.ticktext) == ["only the 8", "equal", "only the 3"]


def test_the_difference_of_larger_pictures_has_no_numbers():
    figure = difference_figure(np.ones((28, 28)), 0, 1, max_value=255)
    assert figure.data[0].text is None
    assert json.loads(figure.to_json())["layout"]["yaxis"]["autorange"] == "reversed"
