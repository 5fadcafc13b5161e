"""The signature doctor: says what is wrong with a request that was not let in, and what to change.

It makes the mistakes people make, one at a time and then two at once, until one gives the signature that was received.
A diagnosis is computed when somebody asks for one, never for a request that is let in.
"""

from __future__ import annotations

from plugipay_mock.doctor.console import Console
from plugipay_mock.doctor.diagnosis import Diagnosis
from plugipay_mock.doctor.examination import diagnose, diagnose_entry
from plugipay_mock.doctor.timestamps import Times

__all__ = ["Console", "Diagnosis", "Times", "diagnose", "diagnose_entry"]
