"""What Hypothesis is asked to think of, on both sides alike."""

from hypothesis import settings
from hypothesis import strategies as st

some = settings(max_examples=60, deadline=None, derandomize=True)

unicode = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
documents = st.recursive(
    st.none() | st.booleans() | numbers | unicode,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(unicode, inner, max_size=3),
    max_leaves=8,
)
