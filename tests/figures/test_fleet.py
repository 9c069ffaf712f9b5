"""A fleet of GPUs whose units do not fit: each finding names what does not, and what mends it leads to the next or to none."""

from __future__ import annotations

from phasegate_dsl.finding import Finding

from .known import judged, text


def wrong(written: str) -> list[Finding]:
    """What makes no sense in the case."""
    return [found for found in judged(written, 256).findings if found.level == "error"]


def test_replicas_and_gpus_are_told_apart_one_finding_after_another() -> None:
    written = text("fleet_of_instances")
    (first,) = wrong(written)
    assert (first.code, first.span is not None and first.span.text) == ("PG300", "2 instance")
    assert first.message == "`least` is measured in `replica`, not instance"
    assert "least: 2 replica, gpus: 1 gpu/replica" in first.help
    written = written.replace("least: 2 instance, gpus: 1)", "least: 2 replica, gpus: 1 gpu/replica)")
    (second,) = wrong(written)
    assert second.code == "PG300" and second.help == "multiply `$1.2K/mo` by a factor in `gpu/instance`"
    assert [one.label for one in second.related] == ["`fleet` measures gpu"]
    assert wrong(written.replace("gpu_hour/instance/mo", "gpu_hour/gpu/mo")) == []
