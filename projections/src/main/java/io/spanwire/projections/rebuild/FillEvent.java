package io.spanwire.projections.rebuild;

import io.spanwire.bus.domain.RecordedEvent;

/** An event to fill tables with, and its place. */
record FillEvent(int partition, long position, RecordedEvent<?> recorded) {}
