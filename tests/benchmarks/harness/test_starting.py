import starting


def test_a_ratio_is_that_of_the_medians():
    taken = {"gilbench --help": [0.06, 0.03, 0.9], starting.CLICK: [0.04, 0.05, 0.03]}
    assert starting.text(taken).splitlines() == [
        "command                   median [ms]  ratio",
        "gilbench --help                  60.0   1.50",
        'python -c "import click"         40.0   1.00',
    ]
