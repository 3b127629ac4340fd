/** What is counted, and how a Prometheus server reads it. */
@NullMarked
package dev.twinstack.api.metrics;

import org.jspecify.annotations.NullMarked;
