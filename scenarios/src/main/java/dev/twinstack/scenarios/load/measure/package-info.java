/** What is counted and timed during a load, second by second, and how runs are added up and compared. */
@NullMarked
package dev.twinstack.scenarios.load.measure;

import org.jspecify.annotations.NullMarked;
