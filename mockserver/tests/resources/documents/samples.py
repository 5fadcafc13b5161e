"""What several tests of documents draw."""

import pytest

LONG = "Langganan bulanan untuk seluruh cabang yang ada di kota, supercalifragilisticexpialidociousonceagainandagain"

every_document = pytest.mark.parametrize("name", ["invoice", "receipt", "session"])
