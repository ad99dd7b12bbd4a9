import pytest

from gilbench.cli.variables import withheld


@pytest.mark.parametrize(
    ("users", "passed", "told"),
    [
        pytest.param({"EDITOR": "vi"}, {}, "", id="nothing of that kind"),
        pytest.param({"OMP_NUM_THREADS": "2"}, {"OMP_NUM_THREADS": "4"}, "", id="passed on"),
        pytest.param(
            {"OMP_NUM_THREADS": "2"},
            {"A": "1"},
            "targets do not get OMP_NUM_THREADS=2 of your environment; if it is wanted, add --env OMP_NUM_THREADS=2",
            id="one",
        ),
        pytest.param(
            {"OMP_PLACES": "{0:2}; rm"},
            {},
            "targets do not get 'OMP_PLACES={0:2}; rm' of your environment; "
            "if it is wanted, add --env 'OMP_PLACES={0:2}; rm'",
            id="quoted, as a shell needs it",
        ),
        pytest.param(
            {"OMP_NUM_THREADS": "2", "MKL_NUM_THREADS": "2", "RAYON_NUM_THREADS": "1"},
            {"RAYON_NUM_THREADS": "1"},
            "targets do not get MKL_NUM_THREADS=2 and OMP_NUM_THREADS=2 of your environment; "
            "add --env NAME=VALUE for each that is wanted",
            id="several",
        ),
    ],
)
def test_what_targets_do_not_get_is_told_in_one_line_with_how_to_pass_it(users, passed, told):
    assert withheld(users, passed) == told


@pytest.mark.parametrize("command", [("run", "--plan"), ("probe", "f()")], ids=["run", "probe"])
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param("OMP_NUM_THREADS", "write NAME=VALUE", id="no equals sign"),
        pytest.param("PYTHON_GIL=0", "ask for a state with --python", id="a state"),
        pytest.param("PATH=/bin", "gilbench needs this one", id="its own"),
    ],
)
def test_what_cannot_be_passed_on_is_a_wrong_usage(gilbench, command, typed, reason):
    code, out, err = gilbench(*command, "--env", typed)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("gilbench: --env ")
    assert reason in err
