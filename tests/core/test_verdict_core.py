"""What a finding says where a rule left it out: nothing that holds a run down and nobody to see."""

from __future__ import annotations

from planner.core.verdict import Caps, Finding, Form, Referral, Rung


def test_a_finding_of_nothing_takes_nothing_and_sends_nobody() -> None:
    nothing = Finding()
    assert (nothing.ceiling, nothing.referral, nothing.codes, nothing.say) == (Rung.RUN, Referral.NONE, (), ())
    caps = Caps()
    assert nothing.caps == caps
    assert (caps.km, caps.minutes, caps.pain_stop) == (None, None, None)
    assert (caps.hard_allowed, caps.hills_allowed, caps.form, caps.indoor) == (True, True, Form.RUN, False)
