/** What is true of every resource in one dialect of the wire: error envelopes, paging, dates. */
@NullMarked
package dev.twinstack.api.dialect;

import org.jspecify.annotations.NullMarked;
