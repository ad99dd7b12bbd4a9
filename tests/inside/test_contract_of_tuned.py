"""Every pool that is tuned keeps the contract of strategies in every interpreter."""

import pytest
from tests.inside.clauses import TUNED, require_every_clause

pytestmark = pytest.mark.targets


@pytest.mark.parametrize("variant", TUNED, ids=lambda variant: variant.id)
def test_it_keeps_every_clause_or_is_absent_for_a_known_reason(interpreter, variant):
    require_every_clause(interpreter, variant)
